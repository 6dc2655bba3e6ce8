"""Addresses of milestones, acceptance, changes and returns."""

from django.urls import path

from xingmeng.stages.delivery import views

app_name = "delivery"
urlpatterns = [
    path("contracts/<contract:contract>/recover/", views.recover, name="recover"),
    path("race/<challenge:challenge>/", views.open_checkpoint, name="open_checkpoint"),
    path("milestones/", views.milestones, name="milestones"),
    path("milestones/<milestone:pk>/", views.milestone, name="milestone"),
    path("contracts/<contract:contract>/change/", views.change, name="change"),
    path("changes/<amendment:pk>/", views.amendment, name="amendment"),
    path("returns/", views.returns, name="returns"),
    path("returns/<return:pk>/", views.one_return, name="return"),
    path("returns/<return:pk>/write/", views.write_return, name="write_return"),
    path("acceptance/new/<contract:contract>/", views.request_acceptance, name="request"),
    path("acceptance/<acceptance:pk>/", views.acceptance, name="acceptance"),
]
