"""Addresses of the registry."""

from django.urls import path

from xingmeng.stages.registry import views
from xingmeng.stages.registry.views import declaring, intake, known, pool, ties

app_name = "registry"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("new/", views.register, name="register"),
    path("staff/", views.staff, name="staff"),
    path("staff/<membership:membership>/end/", views.end_role, name="end_role"),
    path("experts/", pool.experts, name="experts"),
    path("experts/me/", pool.own, name="own_expert"),
    path("experts/<person:pk>/", pool.expert, name="expert"),
    path("experts/<person:pk>/edit/", pool.edit, name="edit_expert"),
    path("intakes/", intake.intakes, name="intakes"),
    path("intakes/new/", intake.take_in, name="take_in"),
    path("intakes/empty/<str:what>.csv", intake.template, name="intake_template"),
    path("intakes/<intake:pk>/", intake.intake, name="intake"),
    path("corrections/", known.corrections, name="corrections"),
    path("corrections/<correction:pk>/", known.correction, name="correction"),
    path("ties/", declaring.ties, name="ties"),
    path("ties/new/", declaring.record_tie, name="record_tie"),
    path("ties/declare/", declaring.declare, name="declare"),
    path("ties/<tie:pk>/", declaring.tie, name="tie"),
    path("ties/<tie:pk>/retire/", declaring.retire_tie, name="retire_tie"),
    path("duplicates/", ties.duplicates, name="duplicates"),
    path("duplicates/look/", ties.look, name="look_for_duplicates"),
    path("duplicates/<possibleduplicate:pk>/", ties.duplicate, name="duplicate"),
    path("<organisation:pk>/correct/<str:name>/", known.correct, name="correct"),
    path("<organisation:pk>/", views.organisation, name="organisation"),
    path("<organisation:pk>/integrity/new/", views.record_integrity, name="record_integrity"),
    path("<organisation:pk>/mandates/new/", views.give_mandate, name="give_mandate"),
    path(
        "<organisation:pk>/mandates/<mandate:mandate>/end/",
        views.end_mandate,
        name="end_mandate",
    ),
    path("<organisation:pk>/members/new/", views.let_in, name="let_in"),
    path(
        "<organisation:pk>/members/<membership:membership>/end/", views.let_out, name="let_out"
    ),
]
