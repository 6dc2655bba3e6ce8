"""The life of an offer, what it asks, who may do what to it, what must hold before a move."""

from datetime import date

from xingmeng.core import clock, drafts
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.instruments.sections import words
from xingmeng.stages.registry.rules import staff_roles

KINDS = (
    ("technology", Text("技术", "Technology")),
    ("patent", Text("专利", "Patent")),
    ("outcome", Text("科技成果", "Outcome")),
    ("instrument", Text("共享仪器设备", "Instrument to share")),
    ("laboratory", Text("开放实验室、中试平台", "Open laboratory or pilot line")),
    ("team", Text("团队", "Team")),
    ("person", Text("专家、人才", "Person")),
)
RIPENING = ("technology", "patent", "outcome")  # kinds that have a readiness level
READINESS = (  # levels 1 to 9 of the GB/T 22900 family
    ("1", Text("1 级：观察到基本原理", "1: basic principle seen")),
    ("2", Text("2 级：形成技术方案", "2: concept")),
    ("3", Text("3 级：关键功能在实验室得到验证", "3: proof of concept in the laboratory")),
    ("4", Text("4 级：部件在实验室测试", "4: parts tested in the laboratory")),
    ("5", Text("5 级：部件在模拟环境测试", "5: parts in a simulated environment")),
    ("6", Text("6 级：样机在模拟环境测试", "6: prototype in a simulated environment")),
    ("7", Text("7 级：样机在真实环境测试", "7: prototype in the real environment")),
    ("8", Text("8 级：产品定型并通过试验", "8: finished and tested product")),
    ("9", Text("9 级：正常使用", "9: in regular use")),
)
TERMS = (
    ("licence", Text("许可", "Licence")),
    ("transfer", Text("转让", "Transfer")),
    ("joint", Text("联合开发", "Joint development")),
    ("service", Text("技术服务、委托", "Service or commission")),
    ("shared_use", Text("共享使用", "Shared use")),
    ("equity", Text("作价入股", "For a share in a company")),
)
OPEN, CLOSED = "open", "closed"
OPENNESS = (
    (OPEN, Text("公开展示", "Shown to everybody")),
    (CLOSED, Text("不公开，只在对接双方同意后向对方展示", "Shown only once both sides agree")),
)
SHOWN = Section(
    name="offer",
    label=Text("供给内容", "The offer"),
    help=Text(
        "单位名称和地区已从登记信息取得。这一部分发布后展示。",
        "Name and area are known from the registry. This part is shown once published.",
    ),
    fields=(
        Field(name="kind", kind="choice", label=Text("供给类型", "Kind"), options=KINDS),
        Field(name="title_zh", kind="text", label=Text("名称", "Title"), max_chars=80),
        Field(
            name="title_en",
            kind="text",
            label=Text("英文名称", "Title in English"),
            max_chars=160,
            required=False,
        ),
        Field(
            name="description_zh",
            kind="longtext",
            label=Text("简介", "Description"),
            help=Text(
                "解决什么问题、达到什么指标、用在哪里。",
                "What it solves, which figures it reaches, where it is used.",
            ),
            max_chars=1500,
        ),
        Field(
            name="description_en",
            kind="longtext",
            label=Text("英文简介", "Description in English"),
            max_chars=3000,
            required=False,
        ),
        Field(
            name="field",
            kind="choice",
            label=Text("技术领域", "Field of technology"),
            options=words.FIELDS,
        ),
        Field(
            name="industry",
            kind="choice",
            label=Text("应用行业", "Industry of use"),
            options=words.INDUSTRIES,
            required=False,
        ),
        Field(
            name="readiness",
            kind="choice",
            label=Text("技术成熟度", "Readiness level"),
            options=READINESS,
            only_if=("kind", RIPENING),
        ),
        Field(
            name="patents",
            kind="text",
            label=Text("专利号", "Patent numbers"),
            max_chars=200,
            only_if=("kind", ("patent",)),
        ),
        Field(
            name="terms",
            kind="choices",
            label=Text("合作方式", "Terms"),
            options=TERMS,
        ),
        Field(
            name="price",
            kind="text",
            label=Text("价格与条件", "Price and conditions"),
            max_chars=200,
            required=False,
        ),
        Field(name="valid_until", kind="date", label=Text("有效期至", "Valid until")),
        Field(
            name="openness",
            kind="choice",
            label=Text("公开范围", "Who may see it"),
            options=OPENNESS,
        ),
    ),
)
CONFIDENTIAL = Section(
    name="confidential",
    label=Text("保密内容", "Confidential part"),
    help=Text(
        "只有本单位可见；对接双方都同意后，对方才能看到。",
        "Read by your unit alone, and by the other side once both have agreed to talk.",
    ),
    fields=(
        Field(
            name="secret",
            kind="longtext",
            label=Text("保密说明", "What is confidential"),
            max_chars=3000,
            required=False,
        ),
        Field(
            name="contact_name",
            kind="text",
            label=Text("联系人", "Contact"),
            max_chars=40,
            personal=True,
        ),
        Field(
            name="contact_phone",
            kind="text",
            label=Text("联系电话", "Telephone"),
            max_chars=40,
            personal=True,
        ),
        Field(
            name="attachments",
            kind="file",
            label=Text("附件", "Attachments"),
            required=False,
        ),
        Field(
            name="secrecy",
            kind="choice",
            label=Text("密级", "Classification"),
            help=Text(
                "本平台不受理国家秘密；商业秘密可写在保密内容里。",
                "No state secrets here; what is secret in business may stand in this part.",
            ),
            options=words.SECRECY,
        ),
    ),
)
FORM = (SHOWN, CONFIDENTIAL)
OFFER = Flow(
    kind="offer",
    states=(
        State(name="draft", label=Text("填写中", "Draft"), tone="neutral"),
        State(
            name="published",
            label=Text("已发布", "Published"),
            tone="good",
            held_by=Text("供给单位", "Who offers it"),
        ),
        State(name="expired", label=Text("已到期", "Expired"), tone="warn"),
        State(name="taken", label=Text("已达成", "Taken"), tone="good", final=True),
        State(name="withdrawn", label=Text("已撤下", "Withdrawn"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="publish",
            label=Text("发布", "Publish"),
            before=("draft",),
            after="published",
            by=("applicant",),
            tone="good",
            checks=("complete", "still_valid"),
        ),
        Move(
            name="revise",
            label=Text("撤回修改", "Take back to revise"),
            before=("published",),
            after="draft",
            by=("applicant",),
        ),
        Move(
            name="renew",
            label=Text("续期", "Renew"),
            before=("expired",),
            after="draft",
            by=("applicant",),
            tone="good",
        ),
        Move(
            name="take",
            label=Text("标记为已达成", "Mark as taken"),
            before=("published", "expired"),
            after="taken",
            by=("applicant",),
            tone="active",
        ),
        Move(
            name="withdraw",
            label=Text("撤下", "Withdraw"),
            before=("draft", "published", "expired"),
            after="withdrawn",
            by=("applicant",),
            tone="bad",
        ),
        Move(
            name="take_down",
            label=Text("下架", "Take down"),
            before=("published",),
            after="withdrawn",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="expire",
            label=Text("到期", "Expire"),
            before=("published",),
            after="expired",
            by=("system",),
            checks=("run_out",),
        ),
    ),
)


def roles_of(actor: Actor, offer) -> frozenset[str]:
    if offer.organisation_id in actor.organisations:
        return frozenset({"applicant"})  # no official in one's own case
    return staff_roles(actor)


def complete(step: Step) -> list[Finding]:
    """Every question is answered."""
    found = forms.check_all(FORM, step.row.answers)
    return forms.labelled(FORM, found + drafts.loose_ends(step.row, FORM))


def still_valid(step: Step) -> list[Finding]:
    """An offer is published for a day to come."""
    until = step.row.valid_until
    if until is None or until > step.on:
        return []
    return forms.labelled(FORM, [Finding("day_passed", {"field": "valid_until"})])


def run_out(step: Step) -> list[Finding]:
    """It expires after its last day, not before."""
    return (
        []
        if is_over(step.row, step.on)
        else [Finding("offer_still_valid", {"until": step.row.valid_until})]
    )


def is_over(offer, on: date) -> bool:
    return offer.valid_until is not None and offer.valid_until < on


def stands(offer) -> bool:
    """Whether an offer is there to be taken today."""
    return offer.state == "published" and not is_over(offer, clock.today())
