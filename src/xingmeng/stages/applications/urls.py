"""Addresses of applications and bids."""

from django.urls import path

from xingmeng.stages.applications import views
from xingmeng.stages.applications.views import repeats

app_name = "applications"
urlpatterns = [
    path("", views.applications, name="applications"),
    path("new/<challenge:challenge>/", views.begin, name="begin"),
    path("apply/<call:call>/", views.apply, name="apply"),
    path("repeats/", repeats.repeats, name="repeats"),
    path("repeats/<repeat:pk>/", repeats.repeat, name="repeat"),
    path("<application:pk>/compare/", repeats.compare, name="compare"),
    path("<application:pk>/", views.application, name="application"),
    path("<application:pk>/write/", views.write, name="write"),
    path("<application:pk>/mend/<str:field>/", views.mend, name="mend"),
    path("<application:pk>/receipts/<receipt:receipt_pk>/", views.receipt, name="receipt"),
]
