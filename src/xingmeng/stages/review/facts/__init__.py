"""What review knows before it asks anybody, and what it gives an expert to read."""

from xingmeng.stages.review.facts.archive import archive_of as archive_of
from xingmeng.stages.review.facts.copies import Copy as Copy
from xingmeng.stages.review.facts.copies import copy_of as copy_of
from xingmeng.stages.review.facts.copies import minutes_for as minutes_for
from xingmeng.stages.review.facts.planning import pose as pose
from xingmeng.stages.review.facts.planning import scores as scores
from xingmeng.stages.review.facts.planning import table_of as table_of
from xingmeng.stages.review.facts.planning import unscored as unscored
from xingmeng.stages.review.facts.planning import waiting as waiting
from xingmeng.stages.review.facts.pools import fields_of as fields_of
from xingmeng.stages.review.facts.recusal import conflicts as conflicts
from xingmeng.stages.review.facts.recusal import ties_to as ties_to
from xingmeng.stages.review.rules.recusal import Hit as Hit
