"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "xingmeng.stages.calls"
    label = "calls"

    def ready(self) -> None:
        import_module("xingmeng.stages.calls.actions")
