"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "xingmeng.stages.delivery"
    label = "delivery"

    def ready(self) -> None:
        import_module("xingmeng.stages.delivery.actions")
