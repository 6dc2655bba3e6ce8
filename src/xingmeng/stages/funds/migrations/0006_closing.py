"""Yearly closes, and a trigger: nothing is posted into a year that is closed."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    """CREATE TRIGGER transfer_in_open_year BEFORE INSERT ON funds_transfer
       WHEN EXISTS (SELECT 1 FROM funds_yearclose WHERE state = 'closed'
         AND year >= CAST(strftime('%Y', NEW.at, '+8 hours') AS INTEGER))
       BEGIN SELECT RAISE(ABORT, 'the year is closed'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION xingmeng_open_year() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF EXISTS (SELECT 1 FROM funds_yearclose WHERE state = 'closed'
             AND year >= extract(year FROM NEW.at AT TIME ZONE 'Asia/Shanghai')) THEN
           RAISE EXCEPTION 'the year is closed';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE TRIGGER transfer_in_open_year BEFORE INSERT ON funds_transfer
       FOR EACH ROW EXECUTE FUNCTION xingmeng_open_year()""",
]


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('funds', '0005_batches'),
    ]

    operations = [
        migrations.AddField(
            model_name='appropriation',
            name='carried_to',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.CreateModel(
            name='YearClose',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(db_index=True, editable=False, max_length=40)),
                ('since', models.DateTimeField(editable=False)),
                ('due_on', models.DateField(blank=True, editable=False, null=True)),
                ('year', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('year',), name='a_year_is_closed_once')],
            },
        ),
        migrations.CreateModel(
            name='YearLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('carried', models.BooleanField()),
                ('granted_fen', models.BigIntegerField(null=True)),
                ('committed_fen', models.BigIntegerField(null=True)),
                ('paid_fen', models.BigIntegerField(null=True)),
                ('recovered_fen', models.BigIntegerField(null=True)),
                ('left_fen', models.BigIntegerField(null=True)),
                ('appropriation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closes', to='funds.appropriation')),
                ('close', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='funds.yearclose')),
                ('transfer', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.transfer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('close', 'appropriation'), name='one_line_a_close')],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
