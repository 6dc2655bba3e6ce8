from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0005_collaborators'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['submitted_at'], name='applications_by_arrival'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['state', 'area', 'organisation', 'challenge', 'call', 'direction', 'title', 'number'], name='applications_listed'),
        ),
    ]
