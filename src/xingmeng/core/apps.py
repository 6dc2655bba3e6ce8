"""Registers the core's own tables with Django, and every table's codes for addresses."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "xingmeng.core"
    label = "core"

    def ready(self) -> None:
        from xingmeng.core import addresses  # knows tables, which are there only now

        addresses.register()
