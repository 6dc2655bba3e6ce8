"""Addresses of calls and challenges."""

from django.urls import path

from xingmeng.stages.calls import views

app_name = "calls"
urlpatterns = [
    path("", views.calls, name="calls"),
    path("new/", views.draft, name="draft"),
    path("<call:pk>/", views.call, name="call"),
    path("<call:pk>/change/", views.draft, name="change"),
    path("<call:pk>/raise/", views.raise_challenge, name="raise"),
    path("challenges/", views.challenges, name="challenges"),
    path("challenges/<challenge:pk>/", views.challenge, name="challenge"),
]
