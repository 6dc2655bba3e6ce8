"""Addresses of outcomes."""

from django.urls import path

from xingmeng.stages.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("", views.outcomes, name="outcomes"),
    path("<int:pk>/", views.outcome, name="outcome"),
    path("new/<int:contract>/", views.file_outcome, name="file_outcome"),
    path("<int:outcome>/sell/", views.file_technology_contract, name="sell"),
    path("contracts/<int:pk>/", views.technology_contract, name="technology_contract"),
    path("contracts/<int:contract>/income/", views.file_income, name="file_income"),
    path("income/<int:pk>/", views.income, name="income"),
]
