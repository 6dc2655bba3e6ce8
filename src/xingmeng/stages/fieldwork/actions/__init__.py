"""Changing fieldwork. One function per verb, one transaction per call."""

from xingmeng.stages.fieldwork.actions.appraising import draft_appraisals as draft_appraisals
from xingmeng.stages.fieldwork.actions.demanding import open_round as open_round
from xingmeng.stages.fieldwork.actions.demanding import state_demand as state_demand
from xingmeng.stages.fieldwork.actions.enlisting import enlist as enlist
from xingmeng.stages.fieldwork.actions.enlisting import enlist_all as enlist_all
from xingmeng.stages.fieldwork.actions.enlisting import form_of as form_of
from xingmeng.stages.fieldwork.actions.logging import PHOTO as PHOTO
from xingmeng.stages.fieldwork.actions.logging import answer_by_code as answer_by_code
from xingmeng.stages.fieldwork.actions.logging import log as log
from xingmeng.stages.fieldwork.actions.logging import log_all as log_all
from xingmeng.stages.fieldwork.actions.posting import choose as choose
from xingmeng.stages.fieldwork.actions.posting import propose as propose
from xingmeng.stages.fieldwork.actions.posting import take_back_choice as take_back_choice
from xingmeng.stages.fieldwork.actions.spreading import report as report
from xingmeng.stages.fieldwork.actions.spreading import report_all as report_all
