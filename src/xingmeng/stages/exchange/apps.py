"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "xingmeng.stages.exchange"
    label = "exchange"

    def ready(self) -> None:
        import_module("xingmeng.stages.exchange.actions")
