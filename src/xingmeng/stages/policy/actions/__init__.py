"""Changing the library and the plans. One function per verb; each kind is known to the core."""

from xingmeng.stages.policy.actions.drafting import drop_draft as drop_draft
from xingmeng.stages.policy.actions.drafting import save_draft as save_draft
from xingmeng.stages.policy.actions.keeping import DOCUMENT as DOCUMENT
from xingmeng.stages.policy.actions.keeping import enter_document as enter_document
from xingmeng.stages.policy.actions.keeping import load_law as load_law
from xingmeng.stages.policy.actions.planning import PLAN as PLAN
from xingmeng.stages.policy.actions.planning import add_goal as add_goal
from xingmeng.stages.policy.actions.planning import add_task as add_task
from xingmeng.stages.policy.actions.planning import draft_plan as draft_plan
from xingmeng.stages.policy.actions.supervising import SUPERVISION as SUPERVISION
from xingmeng.stages.policy.actions.supervising import TASK as TASK
from xingmeng.stages.policy.actions.supervising import find_overdue as find_overdue
