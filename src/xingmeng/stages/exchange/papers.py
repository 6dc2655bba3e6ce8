"""The letters about a need: returned for correction, or not taken up."""

from datetime import date
from typing import Any

from xingmeng.core import letters, papers
from xingmeng.core.actor import Actor
from xingmeng.core.pages import ONLOOKERS
from xingmeng.engines.values import Text
from xingmeng.stages.exchange import rules

PLACES = {
    "need": Text("需求名称", "title of the need"),
    "number": Text("需求编号", "number of the need"),
    "issuer": Text("需求单位", "unit that states the need"),
}
EXAMPLE = {
    "need": "大型风电叶片前缘防护涂层（示例）",
    "number": "XQ202400001",
    "issuer": "某新能源有限公司（示例）",
    "to": "某新能源有限公司（示例）",
}


def _letter_of(heading: str):
    def data(need, on: date) -> dict[str, Any]:
        unit = need.organisation.name_zh
        said = {"need": str(need), "number": need.number, "issuer": unit}
        return {"title": heading.format(said["need"]), "to": unit, "values": said}

    return data


def _inside(actor: Actor, need) -> bool:
    return bool(rules.roles_of(actor, need) - ONLOOKERS)


RETURN = papers.register(
    papers.PaperKind(
        name="need_return",
        title=Text("需求补正通知", "Letter: need to be corrected"),
        kind="need",
        template=papers.LETTER,
        data=_letter_of("关于补正技术需求“{}”的通知"),
        may_read=_inside,
        number=lambda need, on: papers.file_number("letter", on),
        letter=letters.Letter(
            name="need_return",
            title=Text("需求补正通知", "Letter: need to be corrected"),
            body=(
                "你单位提出的技术需求“{需求名称}”（编号：{需求编号}）收悉。经审核，尚需补充完善，现予退回。\n"
                "请按下列理由补正后，在平台上重新提交；已经填写的内容仍然保留。"
            ),
            places=PLACES,
            example=EXAMPLE,
        ),
    )
)
DECLINE = papers.register(
    papers.PaperKind(
        name="need_decline",
        title=Text("需求不予采纳通知", "Letter: need not taken up"),
        kind="need",
        template=papers.LETTER,
        data=_letter_of("关于技术需求“{}”不予采纳的通知"),
        may_read=_inside,
        number=lambda need, on: papers.file_number("letter", on),
        letter=letters.Letter(
            name="need_decline",
            title=Text("需求不予采纳通知", "Letter: need not taken up"),
            body=(
                "感谢你单位提出技术需求“{需求名称}”（编号：{需求编号}）。经研究，本次不予采纳，理由如下。\n"
                "你单位可以完善后另行提出，也可以在平台上寻求其他方式的技术对接。"
            ),
            places=PLACES,
            example=EXAMPLE,
        ),
    )
)
