"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "xingmeng.stages.funds"
    label = "funds"

    def ready(self) -> None:
        import_module("xingmeng.stages.funds.actions")
        import_module("xingmeng.stages.funds.actions.batches")
        import_module("xingmeng.stages.funds.actions.closing")
