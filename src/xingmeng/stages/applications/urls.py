"""Addresses of bids."""

from django.urls import path

from xingmeng.stages.applications import views

app_name = "applications"
urlpatterns = [
    path("", views.applications, name="applications"),
    path("new/<int:challenge>/", views.begin, name="begin"),
    path("<int:pk>/", views.application, name="application"),
    path("<int:pk>/write/", views.write, name="write"),
    path("<int:pk>/receipts/<int:receipt_pk>/", views.receipt, name="receipt"),
]
