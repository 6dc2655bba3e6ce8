"""Addresses of applications and bids."""

from django.urls import path

from xingmeng.stages.applications import views
from xingmeng.stages.applications.views import repeats

app_name = "applications"
urlpatterns = [
    path("", views.applications, name="applications"),
    path("new/<int:challenge>/", views.begin, name="begin"),
    path("apply/<int:call>/", views.apply, name="apply"),
    path("repeats/", repeats.repeats, name="repeats"),
    path("repeats/<int:pk>/", repeats.repeat, name="repeat"),
    path("<int:pk>/compare/", repeats.compare, name="compare"),
    path("<int:pk>/", views.application, name="application"),
    path("<int:pk>/write/", views.write, name="write"),
    path("<int:pk>/mend/<str:field>/", views.mend, name="mend"),
    path("<int:pk>/receipts/<int:receipt_pk>/", views.receipt, name="receipt"),
]
