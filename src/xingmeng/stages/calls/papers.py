"""The notices of a call: of a list with every challenge on it, or of any other call."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from xingmeng.core import clock, papers
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.words import THEMES

FOLDER = Path(__file__).parent / "templates" / "calls"


def notice_of(call, on: date) -> dict[str, Any]:
    """What the notice of a list says. Errors: none."""
    listed = call.challenges.filter(listed_at__isnull=False).order_by("number")
    listed = list(listed.select_related("issuer__region"))
    return {
        "title": f"关于发布{call.title_zh}的公告",
        "list": call.title_zh,
        "text": call.text_zh,
        "opens_at": timezone.localtime(call.opens_at).isoformat(),
        "closes_at": timezone.localtime(call.closes_at).isoformat(),
        "total": papers.wan(sum(one.amount_fen for one in listed)),
        "challenges": [_challenge(one) for one in listed],
    }


def _challenge(one) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title,
        "issuer": one.issuer.name_zh,
        "region": one.issuer.region.name_zh,
        "kind": one.instrument.variety(one.kind).label.zh,
        "theme": dict(THEMES)[one.theme].zh,
        "amount": papers.wan(one.amount_fen),
        "deadline": one.deadline_on.isoformat(),
        "background": one.background,
        "targets": one.targets,
        "test": one.acceptance_test,
        "runners": one.runners,
        "stage": papers.wan(one.stage_fen),
        "checkpoint": one.checkpoint_on.isoformat() if one.checkpoint_on else "",
    }


NOTICE = papers.register(
    papers.PaperKind(
        name="notice",
        title=Text("榜单公告", "Challenge notice"),
        kind="call",
        template=FOLDER / "notice.typ",
        data=notice_of,
        may_read=lambda actor, call: True,
        number=lambda call, on: papers.file_number("call", on),
    )
)


def call_notice_of(call, on: date) -> dict[str, Any]:
    """What the notice of a call that is applied to says. Errors: none."""
    opens, closes = (
        papers.chinese_day(clock.local_day(at)) for at in (call.opens_at, call.closes_at)
    )
    ways = [f"{d.code} {d.title_zh}" for d in call.directions.order_by("code")]
    rows = [
        ["支持方式", call.instrument.title.zh],
        ["批次编号", call.number],
        ["受理时间", f"{opens}至{closes}（以服务器收到提交的时刻为准）"],
        ["指南方向", "；".join(ways) or "不分方向"],
        ["政策依据", "；".join(call.instrument.cites)],
    ]
    body = (
        f"现受理{call.title_zh}。{call.text_zh}\n"
        "申报在平台上进行：登记信息、年度数据和以往申报已掌握的内容自动填入，只填写尚不掌握的内容；"
        "提交后即时取得带签名的回执。\n"
        "形式审查发现可以补正的，退回补正一次；拟支持名单公示后确定。"
    )
    return {"title": f"关于组织申报{call.title_zh}的通知", "body": body, "rows": rows}


CALL_NOTICE = papers.register(
    papers.PaperKind(
        name="call_notice",
        title=Text("申报通知", "Notice of the call"),
        kind="call",
        template=papers.LETTER,
        data=call_notice_of,
        may_read=lambda actor, call: True,
        number=lambda call, on: papers.file_number("call_notice", on),
    )
)
