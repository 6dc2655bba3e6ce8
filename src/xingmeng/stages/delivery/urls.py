"""Addresses of milestones and acceptance."""

from django.urls import path

from xingmeng.stages.delivery import views

app_name = "delivery"
urlpatterns = [
    path("milestones/", views.milestones, name="milestones"),
    path("milestones/<int:pk>/", views.milestone, name="milestone"),
    path("acceptance/new/<int:contract>/", views.request_acceptance, name="request"),
    path("acceptance/<int:pk>/", views.acceptance, name="acceptance"),
]
