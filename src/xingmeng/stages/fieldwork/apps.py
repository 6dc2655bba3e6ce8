"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "xingmeng.stages.fieldwork"
    label = "fieldwork"

    def ready(self) -> None:
        import_module("xingmeng.stages.fieldwork.actions")
