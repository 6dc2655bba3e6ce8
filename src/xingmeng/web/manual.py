"""The page about each instrument in docs/instruments, written from its declaration alone."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from xingmeng import instruments
from xingmeng.core import papers
from xingmeng.core.roles import ROLES
from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Instrument, Move
from xingmeng.engines.values import Text
from xingmeng.stages.applications.rules import eligibility
from xingmeng.stages.indicators import queries as indicators

NOTE = "<!-- written by `xingmeng docs` from the instrument's file: do not edit -->"
FORMS = {
    "need": Text("需求表", "Need"),
    "challenge": Text("榜单", "Challenge"),
    "application": Text("申报书", "Application"),
    "contract": Text("任务书补充", "Added for the contract"),
    "midterm": Text("中期检查", "Midterm"),
    "acceptance": Text("验收申请", "Acceptance"),
    "return": Text("年度填报", "Yearly return"),
    "evaluation": Text("评估", "Evaluation"),
    "amendment": Text("变更", "Amendment"),
}
FLOWS = {
    "challenge": Text("榜单", "Challenge"),
    "application": Text("申报", "Application"),
    "award": Text("立项或认定", "Award"),
    "contract": Text("任务书", "Contract"),
    "milestone": Text("节点", "Milestone"),
    "acceptance": Text("验收", "Acceptance"),
    "amendment": Text("变更", "Amendment"),
    "return": Text("年度填报和评估", "Return and evaluation"),
}
ENDS = {
    "contract": Text("签订任务书", "A contract"),
    "certificate": Text("颁发证书", "A certificate"),
    "payment": Text("直接兑付", "A payment"),
}
BUDGETS = {
    "categories": Text("三类直接费用和间接费用", "Three direct categories and indirect costs"),
    "lump_sum": Text("包干制，不编科目", "A lump sum without lines"),
}
TERMS = {
    "min_open_days": Text("申报期至少（天）", "Open at least (days)"),
    "publicity_working_days": Text("公示（工作日）", "Publicity (working days)"),
    "contract_days": Text("签约（天）", "To sign the contract (days)"),
    "experts_per_application": Text("每项评审专家", "Experts an application"),
    "officers_to_open": Text("开启所需人数", "Officers to open bids"),
    "line": Text("入围线（分）", "Least score (points)"),
    "quota": Text("每地推荐限额", "Most an area may recommend"),
    "ceiling_fen": Text("单项上限（分）", "Most for one project (fen)"),
    "longest_months": Text("最长（月）", "Longest (months)"),
    "extension_months": Text("最多延期（月）", "Longest extension (months)"),
}
CERTIFICATE = {
    "valid_years": Text("有效期（年，0 为长期）", "Valid for (years, 0: until revoked)"),
    "return_every_months": Text("填报间隔（月）", "A return every (months)"),
    "evaluate_every_years": Text("评估间隔（年）", "An evaluation every (years)"),
}


def write(folder: Path) -> list[Path]:
    """Write the page of every instrument into a folder; returns these, in order of code.

    Writes: one file an instrument and an index; others in the folder stay. Errors: OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for one in instruments.every():
        path = folder / f"{one.code}.md"
        path.write_text(page(one), encoding="utf-8")
        written.append(path)
    (folder / "README.md").write_text(index(), encoding="utf-8")
    return written


def index() -> str:
    """The page that leads to all others, in order of code. Errors: none."""
    rows = [
        (
            f"[{said(one.title)}]({one.code}.md)",
            said(ENDS[one.ends_in]),
            one.cites[0],
        )
        for one in instruments.every()
    ]
    head = ["# 科技计划工具 · Instruments", "", NOTE, ""]
    return "\n".join([*head, *table(("工具", "Instrument"), rows)]) + "\n"


def page(one: Instrument) -> str:
    """The whole page about one instrument, in both languages. Errors: none."""
    parts = [
        [f"# {said(one.title)}", "", NOTE, "", one.summary.zh, "", one.summary.en],
        chapter("依据", "Basis", bullets(one.cites), *_uncertain(one)),
        chapter("谁可以申报", "Who may apply", bullets(_eligible(one))),
        chapter("表单", "Forms", *_forms(one)),
        chapter("过程", "The way it goes", *(_flow(flow) for flow in one.flows)),
        *_judged(one),
        chapter("经费和结果", "Money and outcome", *_money(one)),
        chapter("参数", "Parameters", table(("参数", "Parameter"), _terms(one))),
        chapter("承诺", "Pledge", bullets(said(text) for text in one.pledge)),
        chapter("文书和指标", "Papers and indicators", bullets(_papers(one))),
        *_gone(one),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


# --- pieces of a page -------------------------------------------------------------------------


def said(text: Text) -> str:
    """Both languages on one line. Errors: none."""
    return f"{text.zh} · {text.en}"


def bullets(lines: Iterable[str]) -> list[str]:
    """A list. Errors: none."""
    return [f"- {line}" for line in lines]


def chapter(zh: str, en: str, *blocks: list[str]) -> list[str]:
    """A heading and what stands under it, apart by empty lines. Errors: none."""
    lines = [f"## {zh} · {en}"]
    for block in blocks:
        lines += ["", *block]
    return lines


def table(head: tuple[str, str], rows: Iterable[tuple[object, ...]]) -> list[str]:
    """Rows under a heading in both languages; the other columns have no name.

    Errors: none.
    """
    cells = [[str(cell) for cell in row] for row in rows]
    width = len(cells[0]) if cells else 2
    first = f"{head[0]} · {head[1]}"
    lines = ["| " + " | ".join([first, *[" "] * (width - 1)]) + " |", "|---" * width + "|"]
    return lines + ["| " + " | ".join(row) + " |" for row in cells]


# --- chapters ---------------------------------------------------------------------------------


def _uncertain(one: Instrument) -> list[list[str]]:
    if not one.uncertain:
        return []
    head = ("不是法规、由主管部门定", "Not law: for the authority to say")
    return [table(head, [(f"`{name}`", why) for name, why in one.uncertain.items()])]


def _eligible(one: Instrument) -> list[str]:
    return [said(eligibility.WORDS[name]) for name in one.eligibility]


def _forms(one: Instrument) -> list[list[str]]:
    head = ("", "题目", "已知", "计算", "填写", "长文", "入围后")
    names = ("", "asked", "known", "computed", "typed", "of which texts", "short list only")
    lines = [
        "| "
        + " | ".join(f"{zh} {en}".strip() for zh, en in zip(head, names, strict=True))
        + " |",
        "|---" * len(head) + "|",
    ]
    for name, sections in one.forms.items():
        counts = _counted(sections)
        lines.append(f"| {said(FORMS[name])} | " + " | ".join(map(str, counts)) + " |")
    return [lines]


def _counted(sections: tuple[Section, ...]) -> tuple[int, int, int, int, int, int]:
    """Questions; known to somebody, computed, typed, long texts typed, for the short list."""
    asked = list(forms.questions(sections).values())
    computed = [q for q in asked if isinstance(q, Field) and q.computed]
    known = [q for q in asked if q.filled_from]
    typed = [q for q in asked if q not in computed and q not in known]
    texts = [q for q in typed if q.kind == "longtext"]
    later = forms.questions([section for section in sections if section.later])
    return len(asked), len(known), len(computed), len(typed), len(texts), len(later)


def _flow(flow: Flow) -> list[str]:
    lines = [f"### {said(FLOWS[flow.kind])}", "", "```mermaid", "stateDiagram-v2"]
    lines += [
        f'    state "{state.label.zh}<br/>{state.label.en}" as {state.name}'
        for state in flow.states
    ]
    lines.append(f"    [*] --> {flow.states[0].name}")
    moves = [(before, move) for move in flow.moves for before in move.before]
    for (before, after), ways in _between(moves).items():
        lines.append(f"    {before} --> {after}: " + "<br/>".join(_way(move) for move in ways))
    lines += [f"    {state.name} --> [*]" for state in flow.states if state.final]
    return [*lines, "```"]


def _between(moves: list[tuple[str, Move]]) -> Mapping[tuple[str, str], list[Move]]:
    found: dict[tuple[str, str], list[Move]] = {}
    for before, move in moves:
        found.setdefault((before, move.after), []).append(move)
    return found


def _way(move: Move) -> str:
    who = "、".join(ROLES[role].zh for role in move.by)
    return f"{move.label.zh} {move.label.en}（{who}）".replace(":", "：").replace(";", "；")


def _judged(one: Instrument) -> list[list[str]]:
    if not one.criteria:
        return []
    rows = [(said(c.label), c.weight, said(ROLES[c.by])) for c in one.criteria]
    return [chapter("评审", "Criteria", table(("指标", "Criterion"), rows))]


def _money(one: Instrument) -> list[list[str]]:
    lines = [f"结果 · Ends in: {said(ENDS[one.ends_in])}"]
    if one.budget:
        lines.append(f"预算 · Budget: {said(BUDGETS[one.budget])}")
    blocks = [bullets(lines)]
    if one.instalments:
        rows = [(said(i.label), f"{i.share_pct} %") for i in one.instalments]
        blocks.append(table(("拨付", "Instalment"), rows))
    if one.certificate:
        given = one.certificate
        told = [(said(label), getattr(given, name)) for name, label in CERTIFICATE.items()]
        rows = [(said(given.title), f"`{given.number}`"), *told]
        blocks.append(table(("证书", "Certificate"), rows))
    return blocks


def _terms(one: Instrument) -> list[tuple[object, ...]]:
    named = [(said(label), getattr(one.terms, name)) for name, label in TERMS.items()]
    return [(label, value) for label, value in named if value is not None]


def _papers(one: Instrument) -> list[str]:
    titles = {kind.name: kind.title for kind in papers.kinds()}
    issued = [f"文书 · Paper: {said(titles[name])}" for name in one.documents]
    return issued + [
        f"指标 · Indicator: {said(indicators.definition(code).title)}"
        for code in one.indicators
    ]


def _gone(one: Instrument) -> list[list[str]]:
    if not one.dropped:
        return []
    by_reason = sorted(one.dropped.items(), key=lambda item: (item[1].zh, item[0]))
    rows = [
        (said(Text(*reason)), ", ".join(f"`{box}`" for box, _ in boxes))
        for reason, boxes in groupby(by_reason, key=lambda item: (item[1].zh, item[1].en))
    ]
    head = ("不再填写的栏目及理由", "Boxes of the paper form no longer filled in, and why")
    return [chapter("减掉的", "What is gone", table(head, rows))]
