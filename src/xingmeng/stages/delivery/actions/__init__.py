"""Changing what a contract or a recognition must show: one file for each part of it."""

from xingmeng.stages.delivery.actions.changing import (
    ask_for_change,
    call_for_returns,
    save_return,
)
from xingmeng.stages.delivery.actions.delivering import (
    demand_back,
    narrow_the_field,
    open_checkpoint,
    put_in_archive,
    request_acceptance,
    set_milestones,
)
from xingmeng.stages.delivery.actions.warning import warn

__all__ = [
    "ask_for_change",
    "call_for_returns",
    "demand_back",
    "narrow_the_field",
    "open_checkpoint",
    "put_in_archive",
    "request_acceptance",
    "save_return",
    "set_milestones",
    "warn",
]
