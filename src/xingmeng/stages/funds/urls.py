"""Addresses of the money pages."""

from django.urls import path

from xingmeng.stages.funds import views

app_name = "funds"
urlpatterns = [
    path("payments/", views.payments, name="payments"),
    path("payments/<payment:pk>/", views.payment, name="payment"),
    path("payments/<payment:pk>/again/", views.order_again, name="order_again"),
    path("authorisations/<authorisation:pk>/", views.authorisation, name="authorisation"),
    path("recoveries/", views.recoveries, name="recoveries"),
    path("recoveries/<recovery:pk>/", views.recovery, name="recovery"),
    path("appropriations/", views.appropriations, name="appropriations"),
    path("appropriations/new/", views.propose, name="propose"),
    path("appropriations/<appropriation:pk>/", views.appropriation, name="appropriation"),
]
