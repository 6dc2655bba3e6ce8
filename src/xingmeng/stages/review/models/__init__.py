"""A round of review: candidates, plans, sheets, marks, places. One file for each noun."""

from xingmeng.stages.review.models.affinities import Affinity as Affinity
from xingmeng.stages.review.models.appeals import Appeal as Appeal
from xingmeng.stages.review.models.discussions import Discussion as Discussion
from xingmeng.stages.review.models.discussions import Post as Post
from xingmeng.stages.review.models.draws import AuditNote as AuditNote
from xingmeng.stages.review.models.draws import Draw as Draw
from xingmeng.stages.review.models.draws import Ticket as Ticket
from xingmeng.stages.review.models.openings import Opening as Opening
from xingmeng.stages.review.models.panels import Ballot as Ballot
from xingmeng.stages.review.models.panels import Panel as Panel
from xingmeng.stages.review.models.panels import PanelItem as PanelItem
from xingmeng.stages.review.models.panels import Seat as Seat
from xingmeng.stages.review.models.plans import Plan as Plan
from xingmeng.stages.review.models.recusal import Conflict as Conflict
from xingmeng.stages.review.models.rounds import ANEW as ANEW
from xingmeng.stages.review.models.rounds import RACE as RACE
from xingmeng.stages.review.models.rounds import Candidate as Candidate
from xingmeng.stages.review.models.rounds import Round as Round
from xingmeng.stages.review.models.sheets import Assignment as Assignment
from xingmeng.stages.review.models.sheets import Mark as Mark
