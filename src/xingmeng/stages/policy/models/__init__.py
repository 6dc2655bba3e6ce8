"""Policy documents, and action plans with goals, tasks and supervision. One file each."""

from xingmeng.stages.policy.models.documents import Document as Document
from xingmeng.stages.policy.models.drafts import LawDraft as LawDraft
from xingmeng.stages.policy.models.plans import ActionPlan as ActionPlan
from xingmeng.stages.policy.models.plans import Goal as Goal
from xingmeng.stages.policy.models.tasks import Supervision as Supervision
from xingmeng.stages.policy.models.tasks import Task as Task
