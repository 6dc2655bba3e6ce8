"""From the stage's tables to the engines and back."""

from xingmeng.stages.fieldwork.facts.appraising import found_in as found_in
from xingmeng.stages.fieldwork.facts.planning import Posed as Posed
from xingmeng.stages.fieldwork.facts.planning import enlisted as enlisted
from xingmeng.stages.fieldwork.facts.planning import pose as pose
from xingmeng.stages.fieldwork.facts.planning import problem_of as problem_of
from xingmeng.stages.fieldwork.facts.planning import proven as proven
from xingmeng.stages.fieldwork.facts.planning import table_of as table_of
