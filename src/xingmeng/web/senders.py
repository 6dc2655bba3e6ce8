"""How each kind of message leaves the house. Addresses are looked up when it is sent."""

from collections.abc import Mapping
from typing import Any

from django.core.mail import send_mail

from xingmeng.core import move
from xingmeng.engines import flow
from xingmeng.stages.registry import queries as registry

CONCERNED = {
    "need": lambda row: row.organisation_id,
    "application": lambda row: row.organisation_id,
    "milestone": lambda row: row.contract.bidder_id,
    "payment": lambda row: row.authorisation.payee_id,
}


def moved(payload: Mapping[str, Any]) -> None:
    """Tell an organisation's people that its case moved. Errors: OSError if mail fails."""
    about = move.subject(payload["kind"])
    row = about.model._default_manager.get(pk=payload["pk"])
    step = flow.find(about.flow_of(row), payload["move"])
    addresses = registry.mail_addresses(CONCERNED[payload["kind"]](row))
    subject = f"{about.title.zh}：{step.label.zh} / {about.title.en}: {step.label.en}"
    text = f"{row.get_absolute_url()}\n\n请登录平台查看。Please sign in to read it.\n"
    for address in addresses:
        send_mail(subject, text, None, [address])


SENDERS = {"moved": moved}
