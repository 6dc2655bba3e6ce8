"""Why a line grows less than it must: a column beside the ledger's triggers."""

from django.db import migrations, models

ADD = "ALTER TABLE funds_appropriation ADD COLUMN below_growth text NOT NULL DEFAULT ''"


class Migration(migrations.Migration):
    dependencies = [("funds", "0003_recovery")]

    operations = [
        migrations.SeparateDatabaseAndState(  # SQLite copies no table that a trigger names
            state_operations=[
                migrations.AddField(
                    model_name="appropriation",
                    name="below_growth",
                    field=models.TextField(default=""),
                )
            ],
            database_operations=[
                migrations.RunSQL(
                    ADD, "ALTER TABLE funds_appropriation DROP COLUMN below_growth"
                )
            ],
        )
    ]
