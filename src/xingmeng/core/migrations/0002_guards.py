"""The trail's head, and triggers that refuse to change or delete what was recorded."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER trail_no_update BEFORE UPDATE ON core_trailrow
       BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END""",
    """CREATE TRIGGER trail_no_delete BEFORE DELETE ON core_trailrow
       BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END""",
    """CREATE TRIGGER trailhead_grows BEFORE UPDATE ON core_trailhead
       WHEN NEW.count <= OLD.count OR NEW.id <> OLD.id
       BEGIN SELECT RAISE(ABORT, 'the head of the trail only grows'); END""",
    """CREATE TRIGGER trailhead_stays BEFORE DELETE ON core_trailhead
       BEGIN SELECT RAISE(ABORT, 'the head of the trail stays'); END""",
    """CREATE TRIGGER receipt_no_update BEFORE UPDATE ON core_receipt
       BEGIN SELECT RAISE(ABORT, 'a receipt does not change'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION xingmeng_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$""",
    """CREATE TRIGGER trail_no_update BEFORE UPDATE OR DELETE ON core_trailrow
       FOR EACH ROW EXECUTE FUNCTION xingmeng_refuse()""",
    """CREATE TRIGGER trail_no_truncate BEFORE TRUNCATE ON core_trailrow
       FOR EACH STATEMENT EXECUTE FUNCTION xingmeng_refuse()""",
    """CREATE TRIGGER trailhead_grows BEFORE UPDATE ON core_trailhead
       FOR EACH ROW WHEN (NEW.count <= OLD.count OR NEW.id <> OLD.id)
       EXECUTE FUNCTION xingmeng_refuse()""",
    """CREATE TRIGGER trailhead_stays BEFORE DELETE ON core_trailhead
       FOR EACH ROW EXECUTE FUNCTION xingmeng_refuse()""",
    """CREATE TRIGGER trailhead_no_truncate BEFORE TRUNCATE ON core_trailhead
       FOR EACH STATEMENT EXECUTE FUNCTION xingmeng_refuse()""",
    """CREATE TRIGGER receipt_no_update BEFORE UPDATE ON core_receipt
       FOR EACH ROW EXECUTE FUNCTION xingmeng_refuse()""",
]


def guard(apps, schema_editor):
    apps.get_model("core", "TrailHead").objects.create(pk=1, count=0, hash="0" * 64)
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
