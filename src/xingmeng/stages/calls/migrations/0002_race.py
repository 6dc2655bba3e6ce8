from django.db import migrations, models


def those_listed_before(apps, schema_editor) -> None:
    """Challenges that had been listed when this column came get their list's opening."""
    rows = apps.get_model("calls", "Challenge").objects.exclude(state="drafted")
    for row in rows.exclude(call__state="draft").select_related("call"):
        row.listed_at = row.call.opens_at
        row.save(update_fields=["listed_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="challenge",
            name="checkpoint_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="challenge",
            name="listed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="challenge",
            name="runners",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="challenge",
            name="stage_fen",
            field=models.BigIntegerField(default=0),
        ),
        migrations.RunPython(those_listed_before, migrations.RunPython.noop),
    ]
