"""Addresses of the registry."""

from django.urls import path

from xingmeng.stages.registry import views

app_name = "registry"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("new/", views.register, name="register"),
    path("staff/", views.staff, name="staff"),
    path("staff/<int:membership>/end/", views.end_role, name="end_role"),
    path("<int:pk>/", views.organisation, name="organisation"),
    path("<int:pk>/members/new/", views.let_in, name="let_in"),
    path("<int:pk>/members/<int:membership>/end/", views.let_out, name="let_out"),
]
