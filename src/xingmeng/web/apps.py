"""Wires who reacts to what, who fills which panel, who sends what and who knows what."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "xingmeng.web"
    label = "web"

    def ready(self) -> None:
        events = import_module("xingmeng.core.events")
        panels = import_module("xingmeng.core.panels")
        outbox = import_module("xingmeng.core.outbox")
        events.wire(import_module("xingmeng.web.reactions").REACTIONS)
        panels.wire(import_module("xingmeng.web.panels").PANELS)
        outbox.wire(import_module("xingmeng.web.senders").SENDERS)
        knowing = import_module("xingmeng.web.knowing")
        import_module("xingmeng.core.asking").wire(knowing.KNOWING, knowing.CODES)
        import_module("xingmeng.core.words").wire(import_module("xingmeng.web.words").finding)
