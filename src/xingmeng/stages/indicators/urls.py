"""Addresses of figures."""

from django.urls import path

from xingmeng.stages.indicators import views

app_name = "indicators"
urlpatterns = [path("<str:code>/", views.indicator, name="indicator")]
