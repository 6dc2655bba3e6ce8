"""How each kind of message leaves the house. Addresses are looked up when it is sent."""

from collections.abc import Mapping
from typing import Any

from django.core.mail import send_mail
from django.urls import reverse

from xingmeng.core import clock, move
from xingmeng.engines import flow
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.policy import queries as policy
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import queries as review

CONCERNED = {  # the organisation, both sides, or a role and its area
    "need": lambda row: row.organisation_id,
    "introduction": lambda row: {row.need.organisation_id, row.offer.organisation_id},
    "application": lambda row: row.organisation_id,
    "award": lambda row: row.application.organisation_id,
    "amendment": lambda row: row.contract.bidder_id,
    "return": lambda row: row.award.application.organisation_id,
    "appeal": lambda row: row.organisation_id,
    "entitlement": lambda row: row.organisation_id,
    "milestone": lambda row: row.contract.bidder_id,
    "payment": lambda row: row.authorisation.payee_id,
    "recovery": lambda row: row.payee_id,
    "task": policy.concerned,
    "supervision": lambda row: policy.concerned(row.task),
}
BEGUN = Text("新增", "New")


def moved(payload: Mapping[str, Any]) -> None:
    """Tell an organisation's people, or those of a role, that their case moved.

    Errors: OSError if mail fails.
    """
    about = move.subject(payload["kind"])
    row = about.model._default_manager.get(pk=payload["pk"])
    name = payload["move"]
    label = BEGUN if name == "begin" else flow.find(about.flow_of(row), name).label
    whom = CONCERNED[payload["kind"]](row)
    if isinstance(whom, tuple):
        addresses = registry.mail_addresses_of_role(*whom)
    else:
        units = whom if isinstance(whom, set) else {whom}
        addresses = sorted({a for unit in units for a in registry.mail_addresses(unit)})
    subject = f"{about.title.zh}：{label.zh} / {about.title.en}: {label.en}"
    text = f"{row.get_absolute_url()}\n\n请登录平台查看。Please sign in to read it.\n"
    for address in addresses:
        send_mail(subject, text, None, [address])


def falls_due(payload: Mapping[str, Any]) -> None:
    """Tell those who hold a case by when it is due, or that it is late.

    Errors: OSError if mail fails.
    """
    about = move.subject(payload["kind"])
    row = about.model._default_manager.get(pk=payload["pk"])
    late = row.due_on < clock.today()
    zh, en = ("已逾期", "is late") if late else ("即将到期", "falls due")
    subject = f"{about.title.zh}{zh}：{row.due_on} / {about.title.en} {en}: {row.due_on}"
    text = f"{row.get_absolute_url()}\n\n请登录平台办理。Please sign in to see to it.\n"
    for address in registry.mail_addresses(CONCERNED[payload["kind"]](row)):
        send_mail(subject, text, None, [address])


def invited(payload: Mapping[str, Any]) -> None:
    """Ask somebody to write along on an application. Errors: OSError if mail fails."""
    address, title, code = applications.invited(payload["pk"])
    subject = "邀请您共同填写申报书 / You are asked to write along"
    place = reverse("invitation", args=[code])
    text = f"{title}\n{place}\n\n请登录平台后打开以上地址。Please sign in to answer it.\n"
    if address:
        send_mail(subject, text, None, [address])


def reminded(payload: Mapping[str, Any]) -> None:
    """Remind an expert of sheets that are still open. Errors: OSError if mail fails."""
    about = payload["round"]
    address, title, count, due = review.reminded(about, payload["user"])
    until = f"{due:%Y-%m-%d}" if due else ""
    subject = f"评审提醒：还有 {count} 份评分表 / Reminder: {count} mark sheets are open"
    place = reverse("review:mine", args=[about])
    text = f"{title}\n{place}\n\n期限 {until}，请登录平台办理。Due {until}; please sign in.\n"
    if address:
        send_mail(subject, text, None, [address])


def asked_for_reasons(payload: Mapping[str, Any]) -> None:
    """Ask an expert for the reasons of their marks. Errors: OSError if mail fails."""
    address, place = review.asked_for_reasons(payload["discussion"], payload["user"])
    subject = "请说明评分理由 / You are asked for the reasons of your marks"
    text = f"{place}\n\n请登录平台查看。Please sign in to read it.\n"
    if address:
        send_mail(subject, text, None, [address])


def entitled(payload: Mapping[str, Any]) -> None:
    """Tell a firm's people what the law gives it. Errors: OSError if mail fails."""
    place = reverse("entitlements:firm", args=[payload["organisation"]])
    subject = "贵单位的应享权益有新结果 / New results: what you are entitled to"
    text = (
        f"{place}\n\n不用申报，请登录平台核对。Nothing to apply for; please sign in to check.\n"
    )
    for address in registry.mail_addresses(payload["organisation"]):
        send_mail(subject, text, None, [address])


SENDERS = {
    "moved": moved,
    "entitled": entitled,
    "falls_due": falls_due,
    "invited": invited,
    "reminded": reminded,
    "asked_for_reasons": asked_for_reasons,
}
