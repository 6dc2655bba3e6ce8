"""What the records say after the rush: nothing lost, nothing twice, every receipt holds.

Run as a program in the region's home: reads what the crowd was told, prints what is wrong.
"""

import json
import sys
from collections import Counter
from typing import Any

from bench.region import FIELD


def main() -> None:
    import django

    django.setup()
    people = json.load(sys.stdin)
    found = [fault for person in people for fault in _faults(person)]
    sys.stdout.write(json.dumps({"wrong": found[:20], "faults": len(found), **_whole()}) + "\n")


def _faults(person: dict[str, Any]) -> list[str]:
    """What one person was promised and did not get."""
    from xingmeng.core.models import Receipt, TrailRow
    from xingmeng.stages.applications import queries
    from xingmeng.stages.applications.models import Application

    row = Application.objects.select_related("call", "challenge").get(pk=person["bid"])
    given = list(Receipt.objects.filter(kind="application", subject_id=row.pk))
    steps = TrailRow.objects.filter(kind="application", subject_id=row.pk, move="submit")
    handed_in = int(person["submitting"] >= 0)
    wrong = []
    if handed_in and (row.state, len(given), steps.count()) != ("sealed", 1, 1):
        wrong.append(f"{row.state}, {len(given)} receipts, {steps.count()} steps")
    if len(given) != int(row.state == "sealed"):
        wrong.append(f"{row.state} with {len(given)} receipts")
    if person["saving"] >= 0 and queries.answers_of(row)[FIELD] != person["words"]:
        wrong.append("the answer saved last is not in the bid")
    wrong += [fault for one in given for fault in _receipt_faults(one, row)]
    return [f"bid {row.pk}: {fault}" for fault in wrong]


def _receipt_faults(receipt: Any, row: Any) -> list[str]:
    from xingmeng.core import keys, receipts

    holds, why = receipts.verify(receipt.document, trusted_pem=keys.public_key_pem())
    same = receipt.document["body"]["digest"] == row.content_digest
    return ([] if holds else [why]) + ([] if same else ["a digest of other content"])


def _whole() -> dict[str, Any]:
    from xingmeng.core import trail
    from xingmeng.core.models import Receipt
    from xingmeng.stages.applications.models import Application

    numbers = Counter(Receipt.objects.values_list("subject_id", flat=True))
    return {
        "sealed": Application.objects.filter(state="sealed").count(),
        "receipts": sum(numbers.values()),
        "twice": sum(1 for given in numbers.values() if given > 1),
        "trail_ok": trail.verify().ok,
    }


if __name__ == "__main__":
    main()
