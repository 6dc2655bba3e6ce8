"""The lives of rounds and mark sheets, who may do what, and recusal. One file for each noun."""

from xingmeng.stages.review.rules.discussions import DISCUSSION as DISCUSSION
from xingmeng.stages.review.rules.discussions import discussion_roles as discussion_roles
from xingmeng.stages.review.rules.draws import DRAW as DRAW
from xingmeng.stages.review.rules.plans import PLAN as PLAN
from xingmeng.stages.review.rules.plans import PlanRules as PlanRules
from xingmeng.stages.review.rules.plans import can_be_adopted as can_be_adopted
from xingmeng.stages.review.rules.plans import plan_roles as plan_roles
from xingmeng.stages.review.rules.plans import rules_hold as rules_hold
from xingmeng.stages.review.rules.rounds import ROUND as ROUND
from xingmeng.stages.review.rules.rounds import all_handed_in as all_handed_in
from xingmeng.stages.review.rules.rounds import enough_experts as enough_experts
from xingmeng.stages.review.rules.rounds import missing as missing
from xingmeng.stages.review.rules.rounds import round_roles as round_roles
from xingmeng.stages.review.rules.rounds import seen_by as seen_by
from xingmeng.stages.review.rules.sheets import ASSIGNMENT as ASSIGNMENT
from xingmeng.stages.review.rules.sheets import DECLARATION as DECLARATION
from xingmeng.stages.review.rules.sheets import all_marked as all_marked
from xingmeng.stages.review.rules.sheets import assignment_roles as assignment_roles
from xingmeng.stages.review.rules.sheets import commented as commented
from xingmeng.stages.review.rules.sheets import criteria_of as criteria_of
from xingmeng.stages.review.rules.sheets import form_of as form_of
from xingmeng.stages.review.rules.sheets import is_an_expert as is_an_expert
from xingmeng.stages.review.rules.sheets import is_read_by as is_read_by
from xingmeng.stages.review.rules.sheets import points_in as points_in
from xingmeng.stages.review.rules.sheets import weighted as weighted
