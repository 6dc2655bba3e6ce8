"""The papers of an application: receipt, its text, and the letters to those not chosen."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from xingmeng.core import answers, letters, papers
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries
from xingmeng.stages.registry import queries as registry

FOLDER = Path(__file__).parent / "templates" / "applications"
PLACES = {
    "project": Text("项目名称", "title of the project"),
    "challenge": Text("榜单或批次编号", "number of the challenge or call"),
    "list": Text("批次名称", "title of the list or call"),
    "bidder": Text("申报单位", "applicant"),
    "bid": Text("申报编号", "number of the application"),
}
EXAMPLE = {
    "project": "厚磁体重稀土减量化晶界扩散技术（示例）",
    "challenge": "JB2021001-01",
    "list": "2021 年首批揭榜挂帅榜单",
    "bidder": "某理工大学（示例）",
    "bid": "JBS202100001",
    "to": "某理工大学（示例）",
}


def _values(bid) -> dict[str, str]:
    answered = bid.challenge or bid.call
    return {
        "project": bid.title or str(bid),
        "challenge": answered.number,
        "list": bid.call.title_zh,
        "bidder": bid.organisation.name_zh,
        "bid": bid.number,
    }


def receipt_of(bid, on: date) -> dict[str, Any]:
    """What the newest receipt of a bid proves; nothing of the bid itself. Errors: none."""
    given = queries.receipts_of(bid).first()
    body = given.document["body"]
    return {
        "title": bid.title or str(bid),
        "challenge": (bid.challenge or bid.call).number,
        "bid": bid.number,
        "bidder": bid.organisation.name_zh,
        "credit_code": bid.organisation.credit_code,
        "submitted_at": timezone.localtime(bid.submitted_at).isoformat(),
        "closes_at": timezone.localtime(bid.call.closes_at).isoformat(),
        "content_digest": bid.content_digest,
        "trail": body["trail"],
        "key_id": given.document["key_id"],
        "signature": given.document["signature"],
    }


def bid_of(bid, on: date) -> dict[str, Any]:
    """The whole bid as it was sealed, in the order of its form. Errors: none."""
    return {
        "title": bid.challenge.title,
        "challenge": bid.challenge.number,
        "list": bid.call.title_zh,
        "issuer": bid.challenge.issuer.name_zh,
        "bidder": bid.organisation.name_zh,
        "credit_code": bid.organisation.credit_code,
        "leader": queries.answers_of(bid).get("leader_name") or "",
        "submitted_at": timezone.localtime(bid.submitted_at).isoformat(),
        "content_digest": bid.content_digest,
        "sections": answers.written(queries.form_for(bid)),
        "partners": [
            {"name": one["unit"].name_zh, "task": one["task"]}
            for one in queries.partners_of(bid)
        ],
    }


def application_of(row, on: date) -> dict[str, Any]:
    """An application to a call as it was handed in, in the order of its form. Errors: none."""
    said = queries.answers_of(row)
    return {
        "title": row.title or str(row),
        "instrument": row.instrument.title.zh,
        "call": row.call.title_zh,
        "call_number": row.call.number,
        "unit": row.organisation.name_zh,
        "credit_code": row.organisation.credit_code,
        "leader": row.leader.name if row.leader else said.get("leader_name") or "",
        "recommender": registry.bureau_of(row.area),
        "submitted_at": timezone.localtime(row.submitted_at).isoformat(),
        "content_digest": row.content_digest,
        "sections": answers.written(queries.form_for(row)),
        "pledge": [text.zh for text in row.instrument.pledge],
        "partners": [
            {"name": one["unit"].name_zh, "task": one["task"]}
            for one in queries.partners_of(row)
        ],
    }


def _handed_in_before(row) -> int:
    return papers.of("application", row.pk).filter(paper="application").count()


def refusal_of(bid, on: date) -> dict[str, Any]:
    """The letter to a bid that was refused in screening; the reason joins it. Errors: none."""
    said = _values(bid)
    title = f"关于不予受理“{said['project']}”申报的通知"
    return {"title": title, "to": said["bidder"], "values": said}


def not_chosen_of(bid, on: date) -> dict[str, Any]:
    """The letter to a bid that was not chosen. Errors: none."""
    said = _values(bid)
    title = f"关于“{said['project']}”评审结果的通知"
    return {"title": title, "to": said["bidder"], "values": said}


def _own(actor: Actor, bid) -> bool:
    return bid.organisation_id in actor.organisations


def _own_or_staff(actor: Actor, bid) -> bool:
    return _own(actor, bid) or bool(actor.roles & (queries.READERS | {"recommender"}))


RECEIPT = papers.register(
    papers.PaperKind(
        name="receipt",
        title=Text("回执", "Receipt"),
        kind="application",
        template=FOLDER / "receipt.typ",
        data=receipt_of,
        may_read=_own,
        number=lambda bid, on: queries.receipts_of(bid).first().number,
    )
)
APPLICATION = papers.register(
    papers.PaperKind(
        name="application",
        title=Text("申报书", "Application"),
        kind="application",
        template=FOLDER / "application.typ",
        data=application_of,
        may_read=lambda actor, row: True,  # whoever sees it handed in reads it on its page
        number=lambda row, on: f"{row.number}-S{_handed_in_before(row) + 1}",
    )
)
BID = papers.register(
    papers.PaperKind(
        name="bid",
        title=Text("揭榜书", "Bid"),
        kind="application",
        template=FOLDER / "bid.typ",
        data=bid_of,
        may_read=lambda actor, bid: True,  # whoever sees an opened bid reads it on its page
        number=lambda bid, on: bid.number,
    )
)
REFUSAL = papers.register(
    papers.PaperKind(
        name="refusal",
        title=Text("不予受理通知", "Letter of refusal"),
        kind="application",
        template=papers.LETTER,
        data=refusal_of,
        may_read=_own_or_staff,
        number=lambda bid, on: papers.file_number("letter", on),
        letter=letters.Letter(
            name="refusal",
            title=Text("不予受理通知", "Letter of refusal"),
            body=(
                "你单位提交的“{项目名称}”（{榜单或批次编号}）申报材料（编号：{申报编号}），"
                "经形式审查不符合受理条件，不予受理。\n"
                "如有异议，请自收到本通知之日起5个工作日内向我厅书面提出。"
                "你单位仍可申报本批次中的其他项目。"
            ),
            places=PLACES,
            example=EXAMPLE,
        ),
    )
)
NOT_CHOSEN = papers.register(
    papers.PaperKind(
        name="not_chosen",
        title=Text("未入选通知", "Letter: not chosen"),
        kind="application",
        template=papers.LETTER,
        data=not_chosen_of,
        may_read=_own_or_staff,
        number=lambda bid, on: papers.file_number("letter", on),
        letter=letters.Letter(
            name="not_chosen",
            title=Text("未入选通知", "Letter: not chosen"),
            body=(
                "感谢你单位对{批次名称}的支持和参与。你单位提交的“{项目名称}”"
                "（{榜单或批次编号}）申报材料（编号：{申报编号}），经评审和择优选定，本次未入选。\n"
                "材料中的技术内容受保护，未经你单位同意不得用于其他用途。\n"
                "欢迎继续关注和参与后续批次。"
            ),
            places=PLACES,
            example=EXAMPLE,
        ),
    )
)
