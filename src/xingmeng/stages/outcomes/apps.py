"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "xingmeng.stages.outcomes"
    label = "outcomes"

    def ready(self) -> None:
        import_module("xingmeng.stages.outcomes.actions")
