"""From the log to an appraisal: what a commissioner's confirmed year amounts to."""

from typing import Any

from django.db.models import Count, Sum

from xingmeng.stages.fieldwork.models import ServiceAgreement, ServiceEntry, Technique

DAY = 16  # half hours of one


def found_in(commissioner_ids: list[int], year: int) -> dict[int, dict[str, int]]:
    """What each log says of a year, by commissioner. What nobody confirmed does not count.

    Units:  half days, at most two a calendar day; days agreed; farms; points of satisfaction.
    Errors: none.
    """
    agreed = _agreed(commissioner_ids, year)
    entries = _entries(commissioner_ids, year)
    spread = _spread(commissioner_ids, year)
    nothing = {"half_days": 0, "entries": 0, "confirmed": 0, "satisfied": 0}
    none_spread = {"techniques": 0, "farms": 0}
    return {
        pk: {
            "agreed_days": agreed.get(pk, 0),
            **entries.get(pk, nothing),
            **spread.get(pk, none_spread),
        }
        for pk in commissioner_ids
    }


def _agreed(pks: list[int], year: int) -> dict[int, int]:
    rows = ServiceAgreement.objects.filter(
        commissioner__in=pks, signed_on__year__lte=year, until_on__year__gte=year
    ).exclude(state__in=("declined", "terminated"))
    sums = rows.order_by().values("commissioner_id").annotate(days=Sum("days_a_year"))
    return {row["commissioner_id"]: row["days"] for row in sums}


def _entries(pks: list[int], year: int) -> dict[int, dict[str, int]]:
    rows = ServiceEntry.objects.filter(
        agreement__commissioner__in=pks, served_on__year=year
    ).exclude(state="withdrawn")
    found: dict[int, dict[str, Any]] = {}
    days: dict[tuple[int, Any], int] = {}
    for pk, state, day, halves, satisfied in rows.values_list(
        "agreement__commissioner_id", "state", "served_on", "half_hours", "satisfied"
    ):
        one = found.setdefault(
            pk, {"half_days": 0, "entries": 0, "confirmed": 0, "satisfied": 0}
        )
        one["entries"] += 1
        if state == "confirmed":
            one["confirmed"] += 1
            one["satisfied"] += satisfied or 0
            days[pk, day] = days.get((pk, day), 0) + halves
    for (pk, _), halves in days.items():
        found[pk]["half_days"] += 2 if halves > DAY // 2 else 1
    return found


def _spread(pks: list[int], year: int) -> dict[int, dict[str, int]]:
    rows = Technique.objects.filter(
        agreement__commissioner__in=pks, year=year, state="confirmed"
    )
    sums = rows.order_by().values("agreement__commissioner_id")
    return {
        row["agreement__commissioner_id"]: {"techniques": row["n"], "farms": row["farms"]}
        for row in sums.annotate(n=Count("pk"), farms=Sum("farms"))
    }
