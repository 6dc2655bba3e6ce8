"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "xingmeng.stages.awards"
    label = "awards"

    def ready(self) -> None:
        import_module("xingmeng.stages.awards.actions")
