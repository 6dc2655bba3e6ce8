"""Addresses of milestones, acceptance, changes and returns."""

from django.urls import path

from xingmeng.stages.delivery import views

app_name = "delivery"
urlpatterns = [
    path("contracts/<int:contract>/recover/", views.recover, name="recover"),
    path("race/<int:challenge>/", views.open_checkpoint, name="open_checkpoint"),
    path("milestones/", views.milestones, name="milestones"),
    path("milestones/<int:pk>/", views.milestone, name="milestone"),
    path("contracts/<int:contract>/change/", views.change, name="change"),
    path("changes/<int:pk>/", views.amendment, name="amendment"),
    path("returns/", views.returns, name="returns"),
    path("returns/<int:pk>/", views.one_return, name="return"),
    path("returns/<int:pk>/write/", views.write_return, name="write_return"),
    path("acceptance/new/<int:contract>/", views.request_acceptance, name="request"),
    path("acceptance/<int:pk>/", views.acceptance, name="acceptance"),
]
