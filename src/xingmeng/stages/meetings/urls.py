"""Addresses of the deciding meetings."""

from django.urls import path

from xingmeng.stages.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("new/", views.plan, name="plan"),
    path("<meeting:pk>/", views.meeting, name="meeting"),
    path("<meeting:pk>/agenda/", views.agenda, name="agenda"),
    path("<meeting:pk>/agenda/all/", views.add_waiting, name="add_waiting"),
    path("<meeting:pk>/agenda/<award:award>/", views.add, name="add"),
    path("<meeting:pk>/decide/", views.decide, name="decide"),
]
