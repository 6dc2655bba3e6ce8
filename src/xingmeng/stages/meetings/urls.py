"""Addresses of the deciding meetings."""

from django.urls import path

from xingmeng.stages.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("new/", views.plan, name="plan"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("<int:pk>/agenda/", views.agenda, name="agenda"),
    path("<int:pk>/agenda/all/", views.add_waiting, name="add_waiting"),
    path("<int:pk>/agenda/<int:award>/", views.add, name="add"),
    path("<int:pk>/decide/", views.decide, name="decide"),
]
