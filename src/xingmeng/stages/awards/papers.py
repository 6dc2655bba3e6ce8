"""The papers of awards and contracts: what each shows, its number, and who may read it."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from xingmeng.core import attachments, clock, letters, papers
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.awards import facts, queries
from xingmeng.stages.awards.facts import projects

FOLDER = Path(__file__).parent / "templates" / "awards"
LETTER = papers.LETTER
PLACES = {
    "project": Text("项目名称", "title of the project"),
    "challenge": Text("榜单编号", "number of the challenge"),
    "list": Text("榜单批次", "title of the list"),
    "issuer": Text("发榜方", "issuer"),
    "bidder": Text("揭榜方", "bidder"),
    "amount": Text("签约金额", "agreed sum"),
    "support": Text("财政支持", "public support"),
    "decision": Text("决定文号", "number of the decision"),
    "deadline": Text("完成期限", "deadline"),
}
EXAMPLE = {
    "project": "厚磁体重稀土减量化晶界扩散技术（示例）",
    "challenge": "JB2021001-01",
    "list": "2021 年首批揭榜挂帅榜单",
    "issuer": "某稀土功能材料有限公司（示例）",
    "bidder": "某先进材料研究院（示例）",
    "amount": "1,900 万元",
    "support": "570 万元",
    "decision": "厅务会纪要〔2021〕21号",
    "deadline": "2023年12月31日",
    "from": "2021年11月24日",
    "until": "2021年12月1日",
    "to": "某先进材料研究院（示例）",
    "matter": "项目予以立项",
    "way": "评审",
    "instrument": "自治区重点研发项目",
    "result": "自治区重点实验室",
    "certificate": "ZDSYS-2024-150200-0001",
    "period": "2024年6月30日 至 长期",
}
MATTERS = {
    "contract": "项目予以立项",
    "certificate": "申报予以认定",
    "payment": "单位予以补助",
}
GRADES = {"first": "一等奖", "second": "二等奖", "third": "三等奖"}
KEPT = "不少于十年"  # an archive; source: domain 6.1 step 24


def _values(award) -> dict[str, str]:
    challenge = award.challenge
    ends = challenge.deadline_on if challenge else projects.ends_on(award, clock.today())
    application = award.application
    return {
        "project": award.title if challenge or application.title else award.call.title_zh,
        "challenge": (challenge or award.application).number,
        "list": award.call.title_zh,
        "instrument": award.instrument.title.zh,
        "issuer": challenge.issuer.name_zh if challenge else "",
        "bidder": award.application.organisation.name_zh,
        "amount": facts.yuan(award.agreed_fen),
        "support": facts.yuan(award.support_fen),
        "decision": award.document_number,
        "deadline": papers.chinese_day(ends),
        "matter": "成果予以授奖" if award.grade else MATTERS[award.instrument.ends_in],
        "way": "评审" if award.instrument.criteria else "核查",
    }


def _listed(award) -> list[list[str]]:
    said = _values(award)
    if award.challenge is None:
        paid = [["财政支持", said["support"]]] if award.support_fen else []
        prize = [["奖励等级", GRADES[award.grade]]] if award.grade in GRADES else []
        return [
            ["名称", said["project"]],
            ["申报编号", said["challenge"]],
            ["单位", said["bidder"]],
            *paid,
            *prize,
        ]
    return [
        ["项目名称", said["project"]],
        ["榜单编号", said["challenge"]],
        ["发榜方", said["issuer"]],
        ["揭榜方", said["bidder"]],
        ["签约金额", said["amount"]],
        ["财政支持", said["support"]],
        ["完成期限", said["deadline"]],
    ]


def publicity_of(award, on: date) -> dict[str, Any]:
    """The notice of an award put before the public. Errors: none."""
    said = _values(award) | {
        "from": papers.chinese_day(award.publicity_from),
        "until": papers.chinese_day(award.publicity_until),
    }
    what = {"contract": "拟立项", "certificate": "拟认定", "payment": "拟补助"}
    what = "拟授奖" if award.grade else what[award.instrument.ends_in]
    return {"title": f"关于“{award.title}”{what}的公示", "values": said, "rows": _listed(award)}


def decision_of(award, on: date) -> dict[str, Any]:
    """The letter that tells bidder and issuer of the award. Errors: none."""
    said = _values(award)
    return {
        "title": f"关于“{award.title}”立项的通知",
        "to": "、".join(name for name in (said["bidder"], said["issuer"]) if name),
        "values": said,
    }


def _party_or_staff(actor: Actor, award) -> bool:
    own = {award.issuer_id, award.application.organisation_id}
    return bool(own & actor.organisations or actor.roles & queries.READERS)


PUBLICITY = papers.register(
    papers.PaperKind(
        name="publicity",
        title=Text("公示", "Publicity notice"),
        kind="award",
        template=LETTER,
        data=publicity_of,
        may_read=lambda actor, award: True,
        number=lambda award, on: papers.file_number("publicity", on),
        letter=letters.Letter(
            name="publicity",
            title=Text("公示", "Publicity notice"),
            body=(
                "根据《{榜单批次}》{方式}结果，经{决定文号}研究，拟对下列{事项}，现予公示。\n"
                "公示期为{公示开始日期}至{公示截止日期}。\n"
                "任何单位和个人对公示内容有异议的，请在公示期内实名向我厅提出，并写明事实和依据。"
                "异议由纪检监察部门核查，对异议人信息予以保密。逾期或者匿名的异议不予受理。"
            ),
            places={
                **PLACES,
                "from": Text("公示开始日期", "first day of publicity"),
                "until": Text("公示截止日期", "last day of publicity"),
                "matter": Text("事项", "what is proposed"),
                "way": Text("方式", "by review or by check"),
            },
            example=EXAMPLE,
        ),
    )
)
DECISION = papers.register(
    papers.PaperKind(
        name="decision",
        title=Text("立项通知书", "Decision letter"),
        kind="award",
        template=LETTER,
        data=decision_of,
        may_read=_party_or_staff,
        number=lambda award, on: papers.file_number("award", on),
        letter=letters.Letter(
            name="decision",
            title=Text("立项通知书", "Decision letter"),
            body=(
                "你单位申报的揭榜挂帅项目“{项目名称}”（榜单编号：{榜单编号}），"
                "经专家评审、{决定文号}决定并公示无异议，现予立项。有关事项通知如下：\n"
                "一、项目由{揭榜方}揭榜承担，{发榜方}为发榜方，签约金额{签约金额}，"
                "自治区财政科技资金支持{财政支持}，完成期限为{完成期限}。\n"
                "二、请揭榜方、发榜方自本通知印发之日起30日内签订任务书和军令状；"
                "逾期未签订的，视为未达成合作。\n"
                "三、财政科技资金按任务书约定的里程碑拨付，单独核算、专款专用。"
                "项目执行中的重大变化，应当及时报告我厅。"
            ),
            places=PLACES,
            example=EXAMPLE,
        ),
    )
)
CONTRACT = papers.register(
    papers.PaperKind(
        name="contract",
        title=Text("任务书与军令状", "Contract and pledge"),
        kind="contract",
        template=FOLDER / "contract.typ",
        data=lambda contract, on: contract.terms,
        may_read=queries.may_read_whole,
        number=lambda contract, on: contract.number,
    )
)
PROJECT_DECISION = papers.register(
    papers.PaperKind(
        name="project_decision",
        title=Text("立项通知书", "Decision letter"),
        kind="award",
        template=LETTER,
        data=decision_of,
        may_read=_party_or_staff,
        number=lambda award, on: papers.file_number("award", on),
        letter=letters.Letter(
            name="project_decision",
            title=Text("立项通知书（计划项目）", "Decision letter of a programme project"),
            body=(
                "你单位申报的{类别}“{项目名称}”（申报编号：{榜单编号}），"
                "经{决定文号}决定并公示无异议，现予支持，财政经费{财政支持}。有关事项通知如下：\n"
                "一、需要签订任务书的，请自本通知印发之日起30日内在平台填好并签订。\n"
                "二、财政经费按任务书约定拨付，单独核算、专款专用。\n"
                "三、执行中的重大变化，应当及时报告我厅。"
            ),
            places={**PLACES, "instrument": Text("类别", "instrument")},
            example={
                **EXAMPLE,
                "instrument": "自治区重点研发项目",
                "challenge": "SB2024000012",
            },
        ),
    )
)
PROJECT_CONTRACT = papers.register(
    papers.PaperKind(
        name="project_contract",
        title=Text("项目任务书", "Contract of a project"),
        kind="contract",
        template=FOLDER / "project.typ",
        data=lambda contract, on: contract.terms,
        may_read=queries.may_read_whole,
        number=lambda contract, on: _numbered(contract, "project_contract", contract.number),
    )
)


def _numbered(row, name: str, number: str) -> str:
    """A paper's number; when it is issued anew, with how often it was before."""
    before = papers.of("contract", row.pk).filter(paper=name).count()
    return f"{number}-{before + 1}" if before else number


def certificate_of(award, on: date) -> dict[str, Any]:
    """What a recognition certifies; its number joins it. Errors: none."""
    given, application = award.instrument.certificate, award.application
    person = application.leader if given.holder == "person" else None
    unit = application.organisation
    return {
        "title": f"{given.title.zh}　{award.title}",
        "name": given.title.zh,
        "holder": f"{person.name}（{unit.name_zh}）" if person else unit.name_zh,
        "credit_code": unit.credit_code,
        "what": application.title or award.call.title_zh,
        "grade": GRADES.get(award.grade, ""),
        "way": _way(award),
        "period": _period(award, on),
    }


def _way(award) -> str:
    """How it came about, as the certificate says it: reviewed, decided, published, replied."""
    reviewed = "经评审、" if award.instrument.criteria else "经核查、"
    shown = "并公示无异议" if award.publicity_until else ""
    replied = f"，{award.reply_number} 批复" if award.reply_number else ""
    return f"{reviewed}{award.document_number} 决定{shown}{replied}"


def _period(award, on: date) -> str:
    until = award.instrument.certificate.holds_until(on)
    return f"{papers.chinese_day(on)} 至 {papers.chinese_day(until) if until else '长期'}"


def recognition_of(award, on: date) -> dict[str, Any]:
    """The letter that tells a unit of its recognition or prize. Errors: none."""
    given, grade = award.instrument.certificate, GRADES.get(award.grade, "")
    said = _values(award) | {
        "result": f"{given.title.zh}{grade}",
        "certificate": award.certificate,
        "period": _period(award, on),
    }
    return {
        "title": f"关于“{award.title}”{'授奖' if award.grade else '认定'}的通知",
        "to": said["bidder"],
        "values": said,
    }


CERTIFICATE = papers.register(
    papers.PaperKind(
        name="certificate",
        title=Text("证书", "Certificate"),
        kind="award",
        template=FOLDER / "certificate.typ",
        data=certificate_of,
        may_read=lambda actor, award: True,  # a recognition is public
        number=lambda award, on: papers.file_number("certificate", on),
    )
)
RECOGNITION = papers.register(
    papers.PaperKind(
        name="recognition",
        title=Text("认定通知书", "Decision letter of a recognition"),
        kind="award",
        template=LETTER,
        data=recognition_of,
        may_read=_party_or_staff,
        number=lambda award, on: papers.file_number("award", on),
        letter=letters.Letter(
            name="recognition",
            title=Text("认定通知书", "Decision letter of a recognition"),
            body=(
                "你单位申报的{类别}“{项目名称}”（申报编号：{申报编号}），经{决定文号}决定，"
                "现确认为{结果}，证书编号{证书编号}。有关事项通知如下：\n"
                "一、有效期：{有效期}。证书可在平台下载，并可凭验证码查验。\n"
                "二、需要按期填报和参加评估的，由平台到期提醒；不填报、不参加的，取消资格。\n"
                "三、名称、负责人等重大变化，应当及时报告我厅。"
            ),
            places={
                "instrument": Text("类别", "instrument"),
                "project": Text("项目名称", "title"),
                "challenge": Text("申报编号", "number of the application"),
                "decision": PLACES["decision"],
                "result": Text("结果", "what is recognised or won"),
                "certificate": Text("证书编号", "number of the certificate"),
                "period": Text("有效期", "how long it holds"),
            },
            example={**EXAMPLE, "challenge": "SB2024000012"},
        ),
    )
)


def archive_of(award, on: date) -> dict[str, Any]:
    """Every paper and file of a recognition or grant, with its fingerprint. Errors: none."""
    cases = (("application", award.application_id), ("award", award.pk))
    return archived(cases) | {
        "title": award.title,
        "head": "案卷归档目录",
        "facts": [
            ["名称", award.title],
            ["申报编号", award.application.number],
            ["单位", award.application.organisation.name_zh],
            ["保存期限", KEPT],
        ],
    }


def archived(cases: Iterable[tuple[str, int]]) -> dict[str, Any]:
    """The papers and files of these cases as an archive lists them, in that order.

    Errors: none.
    """
    cases = list(cases)
    issued = [paper for kind, pk in cases for paper in papers.of(kind, pk)]
    files = [file for kind, pk in cases for file in attachments.of(kind, pk)]
    return {
        "papers": [
            {"title": papers.kind_of(p.paper).title.zh, "number": p.number, "digest": p.digest}
            for p in issued
        ],
        "files": [{"name": f.name, "digest": f.digest} for f in files],
    }


ARCHIVE = papers.register(
    papers.PaperKind(
        name="case_archive",
        title=Text("归档目录", "Archive list"),
        kind="award",
        template=FOLDER / "archive.typ",
        data=archive_of,
        may_read=_party_or_staff,
        number=lambda award, on: f"{award.number}-GD",
    )
)
