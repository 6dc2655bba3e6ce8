"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "xingmeng.stages.registry"
    label = "registry"

    def ready(self) -> None:
        import_module("xingmeng.stages.registry.actions")
