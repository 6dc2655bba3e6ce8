"""Addresses of platforms, their people, their equipment, bookings of it."""

from django.urls import path

from xingmeng.stages.registry.views import hosting, platforms

app_name = "platforms"
urlpatterns = [
    path("", platforms.platforms, name="platforms"),
    path("equipment/", platforms.all_equipment, name="all_equipment"),
    path("equipment/<equipment:pk>/", platforms.equipment, name="equipment"),
    path("equipment/<equipment:pk>/edit/", hosting.change_equipment, name="change_equipment"),
    path("equipment/<equipment:pk>/book/", hosting.book, name="book"),
    path("bookings/", platforms.bookings, name="bookings"),
    path("bookings/<booking:pk>/", platforms.booking, name="booking"),
    path("<qualification:pk>/", platforms.platform, name="platform"),
    path("<qualification:pk>/members/new/", hosting.add_member, name="add_member"),
    path(
        "<qualification:pk>/members/<platformmember:member>/end/",
        hosting.end_member,
        name="end_member",
    ),
    path("<qualification:pk>/equipment/new/", hosting.enter_equipment, name="enter_equipment"),
]
