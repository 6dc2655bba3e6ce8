"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class EntitlementsConfig(AppConfig):
    name = "xingmeng.stages.entitlements"
    label = "entitlements"

    def ready(self) -> None:
        import_module("xingmeng.stages.entitlements.actions")
