"""What review asks for in forms: one file for each noun."""

from xingmeng.stages.review.forms.panels import AppealForm as AppealForm
from xingmeng.stages.review.forms.panels import PanelForm as PanelForm
from xingmeng.stages.review.forms.plans import PlanForm as PlanForm
