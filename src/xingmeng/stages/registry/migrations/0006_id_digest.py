from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0005_known"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="id_digest",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
