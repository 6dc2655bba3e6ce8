"""Addresses of awards, objections and contracts."""

from django.urls import path

from xingmeng.stages.awards import views

app_name = "awards"
urlpatterns = [
    path("", views.awards, name="awards"),
    path("<int:pk>/", views.award, name="award"),
    path("<int:pk>/object/", views.object_to, name="object"),
    path("choose/<int:application>/", views.choose, name="choose"),
    path("propose/<int:call>/", views.propose, name="propose"),
    path("propose/<int:call>/rest/", views.pass_over_rest, name="pass_over_rest"),
    path("objections/<int:pk>/", views.objection, name="objection"),
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/<int:pk>/", views.contract, name="contract"),
    path("contracts/<int:pk>/write/", views.write_contract, name="write_contract"),
    path("contracts/<int:pk>/second-stage/", views.second_stage, name="second_stage"),
]
