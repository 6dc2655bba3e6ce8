"""Registers the stage with Django, and its cases with the core."""

from importlib import import_module

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "xingmeng.stages.review"
    label = "review"

    def ready(self) -> None:
        import_module("xingmeng.stages.review.actions")
