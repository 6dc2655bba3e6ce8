"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "xingmeng.stages.meetings"
    label = "meetings"

    def ready(self) -> None:
        import_module("xingmeng.stages.meetings.actions")
