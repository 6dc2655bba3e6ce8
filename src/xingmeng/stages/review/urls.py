"""Addresses of review."""

from django.urls import path

from xingmeng.stages.review import views

app_name = "review"
urlpatterns = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/open/<int:challenge>/", views.open_round, name="open"),
    path("rounds/<int:pk>/", views.review_round, name="round"),
    path("rounds/<int:pk>/assign/", views.assign, name="assign"),
    path("sheets/", views.assignments, name="assignments"),
    path("sheets/<int:pk>/", views.assignment, name="assignment"),
]
