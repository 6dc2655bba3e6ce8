"""Triggers: the database keeps the balances, and no ledger row is ever changed or deleted."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER transfer_balances AFTER INSERT ON funds_transfer BEGIN
         UPDATE funds_account SET balance_fen = balance_fen - NEW.amount_fen WHERE id = NEW.debit_id;
         UPDATE funds_account SET balance_fen = balance_fen + NEW.amount_fen WHERE id = NEW.credit_id;
       END""",
    """CREATE TRIGGER transfer_no_update BEFORE UPDATE ON funds_transfer
       BEGIN SELECT RAISE(ABORT, 'a ledger row does not change'); END""",
    """CREATE TRIGGER transfer_no_delete BEFORE DELETE ON funds_transfer
       BEGIN SELECT RAISE(ABORT, 'a ledger row is not deleted'); END""",
    """CREATE TRIGGER balance_is_ours BEFORE UPDATE OF balance_fen ON funds_account
       WHEN NEW.balance_fen <> (
         SELECT COALESCE(SUM(CASE WHEN credit_id = NEW.id THEN amount_fen ELSE -amount_fen END), 0)
         FROM funds_transfer WHERE credit_id = NEW.id OR debit_id = NEW.id)
       BEGIN SELECT RAISE(ABORT, 'balances come from ledger rows alone'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION xingmeng_balance() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         -- the lower account first, so that two transfers cannot wait for each other
         UPDATE funds_account SET balance_fen = balance_fen +
           CASE WHEN id = NEW.credit_id THEN NEW.amount_fen ELSE -NEW.amount_fen END
           WHERE id = LEAST(NEW.debit_id, NEW.credit_id);
         UPDATE funds_account SET balance_fen = balance_fen +
           CASE WHEN id = NEW.credit_id THEN NEW.amount_fen ELSE -NEW.amount_fen END
           WHERE id = GREATEST(NEW.debit_id, NEW.credit_id);
         RETURN NULL;
       END $$""",
    """CREATE TRIGGER transfer_balances AFTER INSERT ON funds_transfer
       FOR EACH ROW EXECUTE FUNCTION xingmeng_balance()""",
    """CREATE FUNCTION xingmeng_own_balance() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF pg_trigger_depth() < 2 THEN
           RAISE EXCEPTION 'balances come from ledger rows alone';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER balance_is_ours BEFORE UPDATE OF balance_fen ON funds_account
       FOR EACH ROW WHEN (NEW.balance_fen <> OLD.balance_fen)
       EXECUTE FUNCTION xingmeng_own_balance()""",
    """CREATE TRIGGER transfer_no_update BEFORE UPDATE OR DELETE ON funds_transfer
       FOR EACH ROW EXECUTE FUNCTION xingmeng_refuse()""",
    """CREATE TRIGGER transfer_no_truncate BEFORE TRUNCATE ON funds_transfer
       FOR EACH STATEMENT EXECUTE FUNCTION xingmeng_refuse()""",
]


def guard(apps, schema_editor):
    apps.get_model("funds", "Account").objects.create(code="outside", outside=True)
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial"), ("core", "0002_guards")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
