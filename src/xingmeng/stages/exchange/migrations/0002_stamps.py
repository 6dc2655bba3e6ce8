from django.db import migrations

import xingmeng.core.fields


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='need',
            name='answers',
            field=xingmeng.core.fields.EncryptedJSONField(default=dict),
        ),
        migrations.AddField(
            model_name='need',
            name='stamps',
            field=xingmeng.core.fields.EncryptedJSONField(default=dict),
        ),
    ]
