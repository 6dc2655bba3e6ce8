"""Addresses of awards, objections and contracts."""

from django.urls import path

from xingmeng.stages.awards import views

app_name = "awards"
urlpatterns = [
    path("", views.awards, name="awards"),
    path("<award:pk>/", views.award, name="award"),
    path("<award:pk>/object/", views.object_to, name="object"),
    path("choose/<application:application>/", views.choose, name="choose"),
    path("propose/<call:call>/", views.propose, name="propose"),
    path("propose/<call:call>/rest/", views.pass_over_rest, name="pass_over_rest"),
    path("objections/<objection:pk>/", views.objection, name="objection"),
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/<contract:pk>/", views.contract, name="contract"),
    path("contracts/<contract:pk>/write/", views.write_contract, name="write_contract"),
    path("contracts/<contract:pk>/second-stage/", views.second_stage, name="second_stage"),
]
