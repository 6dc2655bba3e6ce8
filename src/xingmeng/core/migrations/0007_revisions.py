from django.db import migrations, models

import xingmeng.core.fields


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_papers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('answers', xingmeng.core.fields.EncryptedJSONField()),
                ('by_id', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('what', models.CharField(max_length=40)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject_id', 'number'), name='one_revision_a_number')],
            },
        ),
        migrations.CreateModel(
            name='KeptText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('field', models.CharField(max_length=80)),
                ('value', xingmeng.core.fields.EncryptedJSONField()),
                ('by_id', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('why', models.CharField(max_length=40)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'subject_id', 'by_id'], name='kept_texts_of_somebody')],
            },
        ),
    ]
