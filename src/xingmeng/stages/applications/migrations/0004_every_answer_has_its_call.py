import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0003_answers_to_calls'),
    ]

    operations = [
        migrations.AlterField(
            model_name='application',
            name='area',
            field=models.CharField(max_length=6),
        ),
        migrations.AlterField(
            model_name='application',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='calls.call'),
        ),
    ]
