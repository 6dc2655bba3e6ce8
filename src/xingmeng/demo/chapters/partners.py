"""Partners of the frame 4+8+N: entered, met, agreed with; what was promised and delivered."""

from datetime import date
from typing import Any

from xingmeng.core.actor import SYSTEM
from xingmeng.demo import registers
from xingmeng.demo.accounts import unit_of
from xingmeng.demo.lists import partners as said
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, organisation, who
from xingmeng.engines.values import Text
from xingmeng.stages.registry import actions as registry

ENTERED = "2021-03-15"
Kept = dict[str, int]  # partners, agreements and what they promise, by the story's own names


def tell(script: Script) -> None:
    """Note who stands in the frame, and the life of each agreement."""
    kept: Kept = {}
    script.at(ENTERED, _enter, kept, hour=11)
    script.at("2022-08-18", _recognise, "cattle", "joint_platform", said.PLATFORM, hour=9)
    script.at("2022-11-07", _recognise, "corn", "workstation", said.STATION, hour=9)
    for deal in said.DEALS:
        for met in deal.met:
            script.at(met.day, _meet, kept, deal, met, hour=17)
        script.at(deal.drafted, _draft, kept, deal, hour=11)
        if deal.signed:
            script.at(deal.signed, _sign, kept, deal, hour=11)
        for one in deal.promises:
            if one.done:
                script.at(one.done, _deliver, kept, deal, one, hour=11)
        if deal.extended[0]:
            script.at(deal.extended[0], _extend, kept, deal, hour=11)
        if deal.ended[0]:
            script.at(deal.ended[0], _end, kept, deal, hour=11)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _enter(kept: Kept) -> None:
    officer = who("officer")
    for body in said.BODIES:
        row = registry.enter_partner(
            actor=officer,
            group=body.group,
            source=body.source,
            name_zh=body.zh,
            name_en=body.en,
            kind=body.kind,
            region_id=body.region,
            since_on=_day(body.since),
        )
        if body.proven:
            go("frame_partner", row.pk, "confirm", "officer")
    for key in said.PARTNERS:
        row = registry.enter_partner(
            actor=officer,
            group="N",
            source=said.INVENTED,
            organisation_id=organisation(key),
            since_on=_day(ENTERED),
        )
        go("frame_partner", row.pk, "confirm", "officer")
        kept[key] = row.pk


def _recognise(key: str, instrument: str, number: str) -> None:
    """What was built is on the list of recognitions, as the register of them has it."""
    zh, en = unit_of(key).name_zh, unit_of(key).name_en
    registry.record_qualification(
        instrument_code=instrument,
        number=number,
        title=Text(f"{zh}共建", f"Built with {en}"),
        organisation_id=organisation(key),
        from_on=date(2022, 8, 1),
        source=registers.from_register("lists", registers.LISTS),
        actor=SYSTEM,
    )


def _meet(kept: Kept, deal: said.Deal, met: said.Met) -> None:
    row = registry.record_contact(
        kept[deal.partners[0]],
        actor=who(deal.by),
        host_id=organisation(deal.units[0]) if deal.units else None,
        kind=met.kind,
        held_on=_day(met.day),
        place=met.place,
        people=met.people,
        subject=met.subject,
        next_steps=met.next_steps,
        next_on=_day(met.next_on),
    )
    kept[f"{deal.zh}/{met.day}"] = row.pk


def _draft(kept: Kept, deal: said.Deal) -> None:
    actor = who(deal.by)
    row = registry.draft_agreement(
        actor=actor,
        partners=[kept[key] for key in deal.partners],
        units=[organisation(key) for key in deal.units],
        contacts=[kept[f"{deal.zh}/{met.day}"] for met in deal.met],
        title_zh=deal.zh,
        title_en=deal.en,
        subject=deal.subject,
        until_on=_day(deal.until),
    )
    kept[deal.zh] = row.pk
    for one in deal.promises:
        kept[f"{deal.zh}/{one.zh}"] = registry.add_deliverable(
            row.pk,
            actor=actor,
            kind=one.kind,
            title_zh=one.zh,
            title_en=one.en,
            deadline_on=date.fromisoformat(one.due),
        ).pk


def _sign(kept: Kept, deal: said.Deal) -> None:
    go("agreement", kept[deal.zh], "sign", deal.by, signed_on=deal.signed)


def _deliver(kept: Kept, deal: said.Deal, one: said.Promise) -> None:
    given: dict[str, Any] = {"delivered_on": one.done, "evidence": one.evidence}
    if one.people:
        given["people"] = one.people
    if one.recognition:
        given["recognition"] = one.recognition
    go("deliverable", kept[f"{deal.zh}/{one.zh}"], "deliver", deal.by, **given)


def _extend(kept: Kept, deal: said.Deal) -> None:
    go("agreement", kept[deal.zh], "extend", deal.by, until_on=deal.extended[1])


def _end(kept: Kept, deal: said.Deal) -> None:
    go("agreement", kept[deal.zh], "end", deal.by, reason=deal.ended[1])
