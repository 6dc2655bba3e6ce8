"""Who is asked for, who serves, where, what they did there, and how it was judged."""

from xingmeng.stages.fieldwork.models.appraisals import Appraisal as Appraisal
from xingmeng.stages.fieldwork.models.demands import CountyDemand as CountyDemand
from xingmeng.stages.fieldwork.models.demands import PostingRound as PostingRound
from xingmeng.stages.fieldwork.models.entries import ServiceEntry as ServiceEntry
from xingmeng.stages.fieldwork.models.entries import Technique as Technique
from xingmeng.stages.fieldwork.models.people import Commissioner as Commissioner
from xingmeng.stages.fieldwork.models.people import TeamMember as TeamMember
from xingmeng.stages.fieldwork.models.postings import Choice as Choice
from xingmeng.stages.fieldwork.models.postings import PostingPlan as PostingPlan
from xingmeng.stages.fieldwork.models.postings import ServiceAgreement as ServiceAgreement
