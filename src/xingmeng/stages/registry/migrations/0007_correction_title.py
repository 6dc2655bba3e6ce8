from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_id_digest"),
    ]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="title_zh",
            field=models.CharField(default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="correction",
            name="title_en",
            field=models.CharField(default="", max_length=160),
            preserve_default=False,
        ),
    ]
