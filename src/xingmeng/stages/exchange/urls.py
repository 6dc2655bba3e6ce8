"""Addresses of the exchange."""

from django.urls import path

from xingmeng.stages.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.needs, name="needs"),
    path("new/", views.begin, name="begin"),
    path("<need:pk>/", views.need, name="need"),
    path("<need:pk>/write/", views.write, name="write"),
]
