"""The kinds of ties that make somebody step aside, and how the path of one is told."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xingmeng.engines.values import Finding, Text

KINDS: dict[str, Text] = {
    "same_unit": Text("同单位", "Same unit"),
    "kin": Text("近亲属", "Near kin"),
    "adviser": Text("师生", "Adviser and student"),
    "coauthor": Text("合著论文", "Co-author"),
    "coinventor": Text("共同发明", "Co-inventor"),
    "coproject": Text("合作项目", "Joint project"),
    "shareholding": Text("持股", "Shareholding"),
    "declared": Text("申明的利害关系", "Declared interest"),
    "excluded": Text("申报人要求回避", "Kept away by the applicant"),
    "own_bid": Text("本批次另有申报", "Own application in the call"),
    "party": Text("本人参与", "Takes part"),
    "duplicate": Text("疑似同一人", "Perhaps one person"),
    "first_review": Text("参加过第一次评审", "Judged in the first review"),
}
OF_WORKS = {"paper": "coauthor", "patent": "coinventor", "project": "coproject"}
PARTS: dict[str, Text] = {
    "applicant": Text("申报单位", "the applicant"),
    "partner": Text("联合单位", "a partner"),
    "issuer": Text("发榜单位", "the issuer"),
    "rival": Text("同一榜单的竞争单位", "a rival for the challenge"),
    "leader": Text("负责人", "its leader"),
    "member": Text("成员", "a member"),
}


class Hit(NamedTuple):
    """One reason to step aside: its kind, and the steps from the person to the application."""

    kind: str
    path: tuple[Text, ...]

    @property
    def label(self) -> Text:
        return KINDS[self.kind]

    @property
    def told(self) -> Text:
        """The whole path in one line."""
        return Text("；".join(t.zh for t in self.path), "; ".join(t.en for t in self.path))


def works_at(name: str, unit: tuple[str, str], until: date | None, part: str) -> Text:
    """Somebody's post, and what their unit is to the application. Errors: none."""
    zh, en = unit
    what = PARTS[part]
    if until is None:
        return Text(f"{name}任职于{zh}（{what.zh}）", f"{name} works at {en} ({what.en})")
    return Text(
        f"{name}曾任职于{zh}（{what.zh}），至 {until.isoformat()}",
        f"{name} worked at {en} ({what.en}) until {until.isoformat()}",
    )


def acts_for(name: str, unit: tuple[str, str], until: date | None, part: str) -> Text:
    """The unit an account acts or acted for. Errors: none."""
    (zh, en), what = unit, PARTS[part]
    last = Text(f"，至 {until.isoformat()}", f" until {until.isoformat()}") if until else None
    return Text(
        f"{name or '该账号'}为{zh}（{what.zh}）办事{last.zh if last else ''}",
        f"{name or 'The account'} acts for {en} ({what.en}){last.en if last else ''}",
    )


def takes_part(name: str, number: str, part: str) -> Text:
    """Somebody's part in an application. Errors: none."""
    what = PARTS[part]
    return Text(f"{name}是 {number} 的{what.zh}", f"{name} is {what.en} of {number}")


def may_be(name: str, pk: int, other: str, other_pk: int) -> Text:
    """Two entries of the register that may be one person. Errors: none."""
    return Text(
        f"{name}（{pk}）与{other}（{other_pk}）疑为同一人，尚未排除",
        f"{name} ({pk}) and {other} ({other_pk}) may be one person",
    )


def judged_first(name: str, title: str) -> Text:
    """Somebody was asked in the review that an upheld appeal was about. Errors: none."""
    return Text(f"{name}是“{title}”的评审专家", f"{name} was an expert of {title}")


def refusals(hits: Sequence[Hit]) -> list[Finding]:
    """Every tie as a reason not to ask somebody, its path named. Errors: none."""
    return [Finding("conflict", {"kind": hit.label, "path": hit.told}) for hit in hits]


def tied(kind: str, person: str, other: str) -> Text:
    """A tie between two people; of an adviser and a student the adviser comes first.

    Errors: none.
    """
    if kind == "adviser":
        return Text(f"{person}是{other}的导师", f"{person} is {other}'s adviser")
    if kind == "kin":
        return Text(f"{person}与{other}是近亲属", f"{person} and {other} are near kin")
    return Text(f"{person}申明与{other}有利害关系", f"{person} declares an interest in {other}")


def tied_to_unit(person: str, tie, unit: tuple[str, str], part: str) -> Text:
    """A share of a unit of the application, or an interest declared in it. Errors: none."""
    (zh, en), what = unit, PARTS[part]
    if tie.kind == "shareholding":
        share = f"{tie.share_bp / 100:g}%"
        return Text(
            f"{person}持有{zh}（{what.zh}）{share} 的股份",
            f"{person} holds {share} of {en} ({what.en})",
        )
    return Text(
        f"{person}申明与{zh}（{what.zh}）有利害关系",
        f"{person} declares an interest in {en} ({what.en})",
    )


def kept_away(name: str, unit: str) -> Text:
    """Whom the applicant asks to keep away. Errors: none."""
    return Text(f"申报人要求{name}（{unit}）回避", f"The applicant keeps {name} ({unit}) away")


def applies_too(name: str, number: str) -> Text:
    """Another application of one's own to the same call. Errors: none."""
    return Text(
        f"{name}参与同一批次的 {number}", f"{name} takes part in {number} of the same call"
    )


def made_together(kind: str, one: str, other: str, title: str, last_on: date | None) -> Text:
    """A paper, patent or project of two people, and its year. Errors: none."""
    words = {
        "paper": Text("共同署名论文", "both signed the paper"),
        "patent": Text("同为专利发明人", "both are inventors of"),
        "project": Text("同在项目", "both worked on the project"),
    }[kind]
    year = f"（{last_on.year}）" if last_on else ""
    return Text(
        f"{one}与{other}{words.zh}“{title}”{year}",
        f'{one} and {other} {words.en} "{title}"{f" ({last_on.year})" if last_on else ""}',
    )


def applied_together(one: str, other: str, number: str) -> Text:
    """An earlier application of two people. Errors: none."""
    return Text(
        f"{one}与{other}同为申报书 {number} 的参与人",
        f"{one} and {other} both take part in application {number}",
    )
