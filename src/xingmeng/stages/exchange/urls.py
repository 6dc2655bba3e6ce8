"""Addresses of needs and offers."""

from django.urls import path

from xingmeng.stages.exchange import views
from xingmeng.stages.exchange.views import (
    arranging,
    chains,
    intake,
    introductions,
    offers,
    suggestions,
)

app_name = "exchange"
urlpatterns = [
    path("needs/", views.needs, name="needs"),
    path("needs/new/", views.begin, name="begin"),
    path("needs/<need:pk>/", views.need, name="need"),
    path("needs/<need:pk>/write/", views.write, name="write"),
    path("needs/shown/", suggestions.on_show, name="on_show"),
    path("needs/shown/<need:pk>/", suggestions.shown, name="shown"),
    path("needs/<need:pk>/help/", suggestions.help_with, name="help"),
    path("needs/<need:pk>/offers/", suggestions.for_need, name="suggested_offers"),
    path("needs/<need:pk>/<slug:name>-summary/", suggestions.show, name="show"),
    path("offers/<offer:pk>/needs/", suggestions.for_offer, name="suggested_needs"),
    path("exchange/judge/<need:need>/<offer:offer>/", suggestions.judge, name="judge"),
    path(
        "exchange/introduce/<need:need>/<offer:offer>/",
        introductions.introduce,
        name="introduce",
    ),
    path("introductions/", introductions.introductions, name="introductions"),
    path("introductions/report/", introductions.report, name="report"),
    path("introductions/<introduction:pk>/", introductions.introduction, name="introduction"),
    path("introductions/<introduction:pk>/say/", introductions.say, name="say"),
    path("offers/", offers.offers, name="offers"),
    path("offers/new/", offers.begin_offer, name="begin_offer"),
    path("offers/<offer:pk>/", offers.offer, name="offer"),
    path("offers/<offer:pk>/write/", offers.write_offer, name="write_offer"),
    path("needs/<need:pk>/bottleneck/", chains.propose_bottleneck, name="propose_bottleneck"),
    path("bottlenecks/", chains.bottlenecks, name="bottlenecks"),
    path("bottlenecks/<bottleneck:pk>/", chains.bottleneck, name="bottleneck"),
    path(
        "bottlenecks/<bottleneck:pk>/revise/",
        chains.revise_bottleneck,
        name="revise_bottleneck",
    ),
    path(
        "chains/links/<slug:code>/bottlenecks/new/",
        chains.record_bottleneck,
        name="record_bottleneck",
    ),
    path("arrange/chain/", arranging.add_chain, name="add_chain"),
    path("arrange/chain/<slug:code>/", arranging.change_chain, name="change_chain"),
    path("arrange/chain/<slug:code>/link/", arranging.add_link, name="add_link"),
    path("arrange/link/<slug:code>/", arranging.change_link, name="change_link"),
    path("arrange/<slug:kind>/<slug:code>/<slug:name>/", arranging.keep, name="keep"),
    path("chains/links/<slug:code>/place/", chains.place, name="place"),
    path("chains/placings/<placing:pk>/take-back/", chains.take_back, name="take_back"),
    path("exchange/intakes/", intake.intakes, name="intakes"),
    path("exchange/intakes/new/", intake.take_in, name="take_in"),
    path("exchange/intakes/empty/<slug:what>.csv", intake.template, name="intake_template"),
    path("exchange/intakes/<exchangeintake:pk>/", intake.intake, name="intake"),
]
