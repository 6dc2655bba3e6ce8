"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "xingmeng.stages.applications"
    label = "applications"

    def ready(self) -> None:
        import_module("xingmeng.stages.applications.actions")
