"""Triggers that also refuse to replace what was recorded, and to delete a receipt."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER trail_no_replace BEFORE INSERT ON core_trailrow
       WHEN EXISTS (SELECT 1 FROM core_trailrow
                    WHERE position = NEW.position OR step_id = NEW.step_id)
       BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END""",
    """CREATE TRIGGER trailhead_no_replace BEFORE INSERT ON core_trailhead
       WHEN EXISTS (SELECT 1 FROM core_trailhead)
       BEGIN SELECT RAISE(ABORT, 'the trail has one head'); END""",
    """CREATE TRIGGER receipt_no_replace BEFORE INSERT ON core_receipt
       WHEN EXISTS (SELECT 1 FROM core_receipt WHERE id = NEW.id OR number = NEW.number)
       BEGIN SELECT RAISE(ABORT, 'a receipt does not change'); END""",
    """CREATE TRIGGER receipt_no_delete BEFORE DELETE ON core_receipt
       BEGIN SELECT RAISE(ABORT, 'a receipt stays'); END""",
]
POSTGRESQL = [
    """CREATE TRIGGER receipt_no_delete BEFORE DELETE ON core_receipt
       FOR EACH ROW EXECUTE FUNCTION xingmeng_refuse()""",
    """CREATE TRIGGER receipt_no_truncate BEFORE TRUNCATE ON core_receipt
       FOR EACH STATEMENT EXECUTE FUNCTION xingmeng_refuse()""",
]


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0004_outbox_hold")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
