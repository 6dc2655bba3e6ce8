import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('outcomes', '0003_income')]

    operations = [
        migrations.AlterField(
            model_name='income',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incomes', to='registry.organisation'),
        ),
        migrations.AlterField(
            model_name='income',
            name='outcome',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incomes', to='outcomes.outcome'),
        ),
        migrations.AlterField(
            model_name='income',
            name='stated_on',
            field=models.DateField(),
        ),
        migrations.AddConstraint(
            model_name='income',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('profit_year', None), _negated=True)), fields=('outcome', 'profit_year'), name='one_share_in_profit_a_year'),
        ),
        migrations.AddConstraint(
            model_name='income',
            constraint=models.CheckConstraint(condition=models.Q(('way', 'sale'), ('technology_contract', None), _connector='XOR'), name='a_sale_has_a_contract'),
        ),
    ]
