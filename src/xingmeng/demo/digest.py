"""One fingerprint of a whole database, so that two builds can be compared."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db.models import Model

from xingmeng.core import receipts

RANDOM = frozenset({"sealed", "decision", "id_digest"})  # ciphertext, ids of steps, keyed
KEYED = frozenset({("review.candidate", "code")})  # another on each server
TRAIL = ("position", "at", "actor_id", "kind", "subject_id", "move", "before", "after")


def digest() -> str:
    """SHA-256 over the canonical rows of all domain tables and of the trail's steps.

    Order:  by table, then by primary key. Errors: none.
    """
    whole = sha256()
    for model in _tables():
        for row in _rows(model):
            whole.update(receipts.canonical([model._meta.label_lower, row]) + b"\n")
    return whole.hexdigest()


def _tables() -> list[type[Model]]:
    domain = [m for m in apps.get_models() if m.__module__.startswith("xingmeng.stages.")]
    return sorted(
        [*domain, apps.get_model("core", "TrailRow")], key=lambda m: m._meta.label_lower
    )


def _rows(model: type[Model]) -> Iterator[list[Any]]:
    label = model._meta.label_lower
    names = [f.attname for f in model._meta.concrete_fields if f.attname not in RANDOM]
    names = [name for name in names if (label, name) not in KEYED]
    if label == "core.trailrow":
        names = list(TRAIL)
    for values in model._default_manager.order_by("pk").values_list(*names).iterator():
        yield [
            value if isinstance(value, int | bool | list | dict) else str(value)
            for value in values
        ]
