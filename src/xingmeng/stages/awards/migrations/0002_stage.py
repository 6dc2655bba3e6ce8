from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="contract",
            name="stage",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
