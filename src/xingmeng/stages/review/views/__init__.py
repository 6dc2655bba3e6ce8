"""Pages about review: one file for each noun."""

from xingmeng.stages.review.views.rounds import ROUNDS as ROUNDS
from xingmeng.stages.review.views.sheets import SHEETS as SHEETS
