"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "xingmeng.stages.policy"
    label = "policy"

    def ready(self) -> None:
        import_module("xingmeng.stages.policy.actions")
