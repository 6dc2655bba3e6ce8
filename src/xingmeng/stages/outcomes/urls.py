"""Addresses of outcomes."""

from django.urls import path

from xingmeng.stages.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("", views.outcomes, name="outcomes"),
    path("<outcome:pk>/", views.outcome, name="outcome"),
    path("new/<contract:contract>/", views.file_outcome, name="file_outcome"),
    path("<outcome:outcome>/sell/", views.file_technology_contract, name="sell"),
    path("<outcome:outcome>/offer/", views.offer_outcome, name="offer"),
    path(
        "contracts/<technologycontract:pk>/",
        views.technology_contract,
        name="technology_contract",
    ),
    path(
        "contracts/<technologycontract:contract>/income/", views.file_income, name="file_income"
    ),
    path("income/<income:pk>/", views.income, name="income"),
]
