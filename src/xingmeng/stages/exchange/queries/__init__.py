"""Reading the exchange. Nothing is fetched without saying who is looking."""

from xingmeng.stages.exchange.queries import arranging as arranging
from xingmeng.stages.exchange.queries import chains as chains
from xingmeng.stages.exchange.queries import intake as intake
from xingmeng.stages.exchange.queries import introductions as introductions
from xingmeng.stages.exchange.queries import meanings as meanings
from xingmeng.stages.exchange.queries import offers as offers
from xingmeng.stages.exchange.queries import suggestions as suggestions
from xingmeng.stages.exchange.queries.needs import conditions_of as conditions_of
from xingmeng.stages.exchange.queries.needs import confirmed_until as confirmed_until
from xingmeng.stages.exchange.queries.needs import form_for as form_for
from xingmeng.stages.exchange.queries.needs import get_for as get_for
from xingmeng.stages.exchange.queries.needs import ready as ready
from xingmeng.stages.exchange.queries.needs import refined as refined
from xingmeng.stages.exchange.queries.needs import stated_until as stated_until
from xingmeng.stages.exchange.queries.needs import visible_to as visible_to
