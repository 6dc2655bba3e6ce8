"""Addresses of calls and challenges."""

from django.urls import path

from xingmeng.stages.calls import views

app_name = "calls"
urlpatterns = [
    path("", views.calls, name="calls"),
    path("new/", views.draft, name="draft"),
    path("<int:pk>/", views.call, name="call"),
    path("<int:pk>/change/", views.draft, name="change"),
    path("<int:pk>/raise/", views.raise_challenge, name="raise"),
    path("challenges/", views.challenges, name="challenges"),
    path("challenges/<int:pk>/", views.challenge, name="challenge"),
]
