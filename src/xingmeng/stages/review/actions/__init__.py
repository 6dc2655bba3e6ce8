"""Organising a review and marking: one file for each noun."""

from xingmeng.stages.review.actions.affinities import compute_expertise as compute_expertise
from xingmeng.stages.review.actions.appealing import APPEAL as APPEAL
from xingmeng.stages.review.actions.appealing import file_appeal as file_appeal
from xingmeng.stages.review.actions.appealing import report_on as report_on
from xingmeng.stages.review.actions.appealing import (
    report_when_passed_over as report_when_passed_over,
)
from xingmeng.stages.review.actions.discussing import DISCUSSION as DISCUSSION
from xingmeng.stages.review.actions.discussing import ask_reasons as ask_reasons
from xingmeng.stages.review.actions.discussing import open_discussion as open_discussion
from xingmeng.stages.review.actions.discussing import say as say
from xingmeng.stages.review.actions.drawing import DRAW as DRAW
from xingmeng.stages.review.actions.drawing import commit_audit as commit_audit
from xingmeng.stages.review.actions.drawing import commit_lottery as commit_lottery
from xingmeng.stages.review.actions.drawing import commit_pool as commit_pool
from xingmeng.stages.review.actions.drawing import note_audit as note_audit
from xingmeng.stages.review.actions.opening import open_marks as open_marks
from xingmeng.stages.review.actions.panels import PANEL as PANEL
from xingmeng.stages.review.actions.panels import Convening as Convening
from xingmeng.stages.review.actions.panels import convene as convene
from xingmeng.stages.review.actions.panels import step_out as step_out
from xingmeng.stages.review.actions.panels import vote as vote
from xingmeng.stages.review.actions.plans import PLAN as PLAN
from xingmeng.stages.review.actions.plans import propose as propose
from xingmeng.stages.review.actions.recusal import check as check
from xingmeng.stages.review.actions.recusal import check_application as check_application
from xingmeng.stages.review.actions.recusal import check_people as check_people
from xingmeng.stages.review.actions.recusal import publish as publish
from xingmeng.stages.review.actions.reminding import remind as remind
from xingmeng.stages.review.actions.rounds import ROUND as ROUND
from xingmeng.stages.review.actions.rounds import Entry as Entry
from xingmeng.stages.review.actions.rounds import declare_places as declare_places
from xingmeng.stages.review.actions.rounds import open_call_round as open_call_round
from xingmeng.stages.review.actions.rounds import open_checkpoint as open_checkpoint
from xingmeng.stages.review.actions.rounds import open_round as open_round
from xingmeng.stages.review.actions.sheets import ASSIGNMENT as ASSIGNMENT
from xingmeng.stages.review.actions.sheets import assign as assign
from xingmeng.stages.review.actions.sheets import bring_in as bring_in
from xingmeng.stages.review.actions.sheets import mark as mark
from xingmeng.stages.review.actions.sheets import save_sheet as save_sheet
