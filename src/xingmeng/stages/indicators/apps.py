"""Registers the stage with Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "xingmeng.stages.indicators"
    label = "indicators"
