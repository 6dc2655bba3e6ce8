"""Changing needs, offers and what brings them together. One function per verb."""

from xingmeng.stages.exchange.actions.arranging import add_chain as add_chain
from xingmeng.stages.exchange.actions.arranging import add_link as add_link
from xingmeng.stages.exchange.actions.arranging import change_chain as change_chain
from xingmeng.stages.exchange.actions.arranging import change_link as change_link
from xingmeng.stages.exchange.actions.arranging import restore as restore
from xingmeng.stages.exchange.actions.arranging import retire as retire
from xingmeng.stages.exchange.actions.chains import load_chains as load_chains
from xingmeng.stages.exchange.actions.chains import place as place
from xingmeng.stages.exchange.actions.chains import propose_bottleneck as propose_bottleneck
from xingmeng.stages.exchange.actions.chains import record_bottleneck as record_bottleneck
from xingmeng.stages.exchange.actions.chains import revise_bottleneck as revise_bottleneck
from xingmeng.stages.exchange.actions.chains import take_back as take_back
from xingmeng.stages.exchange.actions.intake import take_in as take_in
from xingmeng.stages.exchange.actions.introductions import conclude as conclude
from xingmeng.stages.exchange.actions.introductions import end_what_is_over as end_what_is_over
from xingmeng.stages.exchange.actions.introductions import introduce as introduce
from xingmeng.stages.exchange.actions.introductions import (
    lapse_introductions as lapse_introductions,
)
from xingmeng.stages.exchange.actions.introductions import say as say
from xingmeng.stages.exchange.actions.meanings import fill_in_meanings as fill_in_meanings
from xingmeng.stages.exchange.actions.needs import begin as begin
from xingmeng.stages.exchange.actions.needs import save_answers as save_answers
from xingmeng.stages.exchange.actions.offers import begin_offer as begin_offer
from xingmeng.stages.exchange.actions.offers import expire_offers as expire_offers
from xingmeng.stages.exchange.actions.offers import offer as offer
from xingmeng.stages.exchange.actions.offers import save_offer as save_offer
from xingmeng.stages.exchange.actions.suggestions import hide as hide
from xingmeng.stages.exchange.actions.suggestions import judge as judge
from xingmeng.stages.exchange.actions.suggestions import show as show
