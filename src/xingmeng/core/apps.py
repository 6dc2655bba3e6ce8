"""Registers the core's own tables with Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "xingmeng.core"
    label = "core"
