"""The parts pages are made of: one typed tag and one small template each. No rules here."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.db.models import Model
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from xingmeng.core import clock, codes
from xingmeng.core.panels import Panel
from xingmeng.engines.values import Finding
from xingmeng.web import words
from xingmeng.web.templatetags import budgets, fields, figures, sources

register = template.Library()

register.filter("text", figures.label)
register.filter("money", figures.money)
register.filter("exact_yuan", figures.exact_yuan)
register.filter("number", figures.number)
register.filter("day", figures.day)
register.filter("moment", figures.moment)
register.filter("short_money", lambda fen: figures.in_short("fen", fen))

TONE_ICONS = {
    "active": "progress",
    "good": "circle-check",
    "warn": "alert-triangle",
    "bad": "circle-x",
    "": "point",
}
BUTTONS = {
    "active": "btn btn-primary",
    "good": "btn btn-primary",
    "warn": "btn btn-outline-warning",
    "bad": "btn btn-outline-danger",
}


@register.simple_tag
def t(zh: str, en: str, **values: object) -> SafeString:
    """One phrase in the reader's language; `{name}` in it is filled from the keywords."""
    phrase = figures.choose(zh, en)
    return format_html(phrase, **values) if values else escape(str.__str__(phrase))


@register.filter
def iso(value: date | datetime | None) -> str:
    """A day or moment for machines, as a `<time>` element wants it."""
    return value.isoformat() if isinstance(value, date) else ""


@register.filter
def code(row: Model) -> str:
    """What stands for a row in a form or an anchor, instead of its key."""
    return codes.of(row)


@register.simple_tag
def icon(*, name: str) -> SafeString:
    """A drawing beside words; never the only carrier of a meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#tabler-{}"/></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag(name="money")
def money_tag(fen: int | None) -> SafeString:
    """A short amount; the exact one shows on hover and is what a copy in print carries."""
    return format_html(
        '<span class="money" title="{}">{}</span>', figures.exact_yuan(fen), figures.money(fen)
    )


@register.simple_tag
def finding(item: Any) -> str:
    """One reason in words."""
    return words.finding(item)


@register.simple_tag
def days_left(due: date | None) -> SafeString:
    """How far away a deadline is; nothing where there is none."""
    if due is None:
        return SafeString("")
    due = clock.local_day(due) if isinstance(due, datetime) else due
    said, tone = figures.in_days((due - clock.today()).days)
    return format_html('<span class="days-left tone-{}">{}</span>', tone or "neutral", said)


@register.inclusion_tag("components/badge.html")
def state_badge(*, state: Any, tone: str = "") -> dict:
    """Where a case stands. A State, or words with a tone of their own."""
    tone = tone or getattr(state, "tone", "") or "neutral"
    return {
        "label": figures.label(state),
        "tone": tone,
        "icon_name": TONE_ICONS.get(tone, "point"),
    }


@register.inclusion_tag("components/move_buttons.html")
def move_buttons(*, moves: Sequence[Mapping]) -> dict:
    """A row of next steps; nothing at all when there are none."""
    return {
        "moves": [
            {**m, "label": figures.label(m["label"]), "style": BUTTONS.get(m["tone"], "btn")}
            for m in moves or ()
        ]
    }


@register.inclusion_tag("components/move_submit.html")
def move_submit(*, step: Any, back_url: str = "") -> dict:
    """The button that makes a move, in the move's own tone, and the way back."""
    tone = step["tone"] if isinstance(step, Mapping) else step.tone
    label = step["label"] if isinstance(step, Mapping) else step.label
    style = {"bad": "btn btn-danger", "warn": "btn btn-warning"}.get(tone, "btn btn-primary")
    return {"label": figures.label(label), "style": style, "back_url": back_url}


@register.inclusion_tag("components/timeline.html")
def timeline(*, steps: Sequence[Mapping]) -> dict:
    """What has happened and what comes next, in the order given."""
    return {
        "steps": [
            {**s, "icon_name": TONE_ICONS.get(s.get("tone") or "", "point")}
            for s in steps or ()
        ]
    }


@register.inclusion_tag("components/facts.html")
def facts(*, rows: Sequence[Mapping]) -> dict:
    """Names and values, two columns where there is room."""
    return {"rows": rows}


@register.inclusion_tag("components/value.html")
def value(*, item: Mapping) -> dict:
    """One value of a list or a fact, written as its kind wants it."""
    return {"item": item, "kind": item.get("kind") or "text"}


@register.inclusion_tag("components/record_head.html")
def record_head(*, head: Mapping) -> dict:
    """Kicker, title, number, state, who has it and until when."""
    return {"head": head}


@register.inclusion_tag("components/holder.html")
def holder(*, name: object, due_on: date | None = None, overdue: bool = False) -> dict:
    """Who has it now, and until when."""
    return {"name": name, "due_on": due_on, "overdue": overdue}


@register.simple_tag(takes_context=True)
def panel(context: template.Context, *, item: Panel) -> str:
    """A part of the page that another stage offers, with that stage's own context."""
    own = {**context.flatten(), "panel": item, **item.context}
    return render_to_string(item.template, own, request=context.get("request"))


@register.inclusion_tag("components/field.html")
def field(*, answer: Any, beside: Sequence[Mapping] = ()) -> dict:
    """One question: label, help, input of its kind, counter, errors and where it came from.

    Shapes: `beside`, of a table: [{"name", "value", "unit"}], what its rows answer by name.
    """
    asked, given = answer.field, {"name": answer.input_name, "id": answer.id}
    ready: dict[str, Any] = {
        "answer": answer,
        "field": asked,
        "id": answer.id,
        "label": figures.label(asked.label),
        "help": figures.label(asked.help),
        "errors": [words.finding(item) for item in answer.findings],
        "files": answer.files,
        "grouped": fields.is_group(asked),
        "required": asked.required and not getattr(asked, "computed", ""),
        "described": f"{answer.id}-help {answer.id}-source {answer.id}-errors",
        **sources.of(answer),
    }
    if asked.kind == "table":
        ready["columns"] = fields.columns(asked)
        ready["summed"] = any(c["summed"] for c in ready["columns"])
        ready["rows"] = fields.rows(asked, **given, value=answer.value)
        fields.lay_beside(ready["rows"], beside)
        ready["beside"] = beside
        ready["beside_json"] = json.dumps(list(beside), ensure_ascii=False)
        ready["pattern"] = fields.row(asked, **given, number=fields.ROW, values={})
        ready["shown"] = fields.shown(answer)
    else:
        ready["control"] = fields.control(asked, **given, value=answer.value)
        ready["said"] = ready["control"]["said"]
    return ready


@register.inclusion_tag("components/section_fields.html", takes_context=True)
def section_fields(context: template.Context, *, section: Any) -> dict:
    """The questions of a section; what is known already is folded above the others."""
    known = [answer for answer in section.answers if sources.is_known(answer)]
    others = [answer for answer in section.answers if answer not in known]
    said = dict.fromkeys(sources.in_short(answer) for answer in known)
    beside = context.get("beside") or {}
    parts = budgets.parts(others)
    for part in parts:
        if "answer" in part:
            part["beside"] = beside.get(part["answer"].field.name, ())
    return {"known": known, "sources": list(said)[:4], "parts": parts}


@register.inclusion_tag("components/plain_field.html")
def plain_field(*, bound: Any) -> dict:
    """One field of a Django form, such as the sign-in pages use."""
    kind = getattr(bound.field.widget, "input_type", "")
    if getattr(bound.field.widget, "allow_multiple_selected", False):
        kind = "options"  # a box for each
    css = {"checkbox": "form-check-input", "select": "form-select"}.get(kind, "form-control")
    return {
        "bound": bound,
        "kind": kind,
        "widget": bound.as_widget(attrs={"class": css}),
    }


@register.inclusion_tag("components/plain_fields.html")
def plain_fields(*, form: Any) -> dict:
    """All fields of a Django form, the hidden ones too."""
    return {"form": form}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*, errors: Sequence[Finding | str], at: str | None = None) -> dict:
    """All that is wrong with the page as sent; nothing at all when nothing is.

    With `at`, the address of the form, each fault leads to its question there. The account
    library's forms bring their words with them.
    """
    title = figures.choose("还不能办理，原因如下", "This cannot be done yet, for these reasons")
    if at is not None and errors:
        title = figures.choose(
            f"还有 {len(errors)} 处要填写或修改", f"{len(errors)} left to mend"
        )
    shown = [{"words": _in_full(item), "href": _place(item, at)} for item in errors or ()]
    return {"errors": shown, "title": title}


def _place(item: Finding | str, at: str | None) -> str:
    """Where the question of a fault stands, or the case it speaks of, if that is known."""
    if not isinstance(item, str) and item.values.get("url"):
        return str(item.values["url"])
    name = "" if isinstance(item, str) else item.values.get("field", "")
    return f"{at}#id-{name}-field" if name and at is not None else ""


def _in_full(item: Finding | str) -> str:
    """A finding away from its question begins with the question, without its full stop."""
    if isinstance(item, str):
        return item
    label, said = item.values.get("label"), words.finding(item)
    if not label:
        return said
    return figures.choose(f"{label.zh.rstrip('。')}：{said}", f"{label.en.rstrip('.')}: {said}")


@register.inclusion_tag("components/answer_sheet.html")
def answer_sheet(*, sections: Sequence[Any]) -> dict:
    """A form's answers to read, section by section; what was not answered is left out."""
    shown = [
        {"label": s.label, "name": s.name, "answers": [fields.shown(a) for a in s.answers]}
        for s in sections
    ]
    return {"sections": shown}


@register.inclusion_tag("components/file_list.html", takes_context=True)
def file_list(context: template.Context, *, files: Sequence[Any], may_remove: bool) -> dict:
    """Attached files with their size; each may be taken out again where that is allowed."""
    request = context.get("request")
    return {
        "files": files,
        "may_remove": may_remove,
        "back": request.get_full_path() if request else "/",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/figure_value.html")
def figure_value(*, unit: str, value: Any) -> dict:
    """A figure in the unit people read it in, with its exact value behind it."""
    shown, word = figures.in_words(unit, value)
    exact = figures.exact_yuan(value) if unit == "fen" else ""
    return {"shown": shown, "word": word, "exact": exact}


@register.inclusion_tag("components/funnel.html")
def funnel(*, steps: Sequence[Mapping], title: str = "") -> dict:
    """How many pass each stage: a table whose bars are drawn to the largest value."""
    most = max((s["value"] or 0 for s in steps), default=0) or 1
    return {
        "title": title,
        "steps": [{**s, "width": round(100 * (s["value"] or 0) / most)} for s in steps],
    }


@register.inclusion_tag("components/tile_map.html")
def tile_map(*, tiles: Sequence[Mapping], title: object = "") -> dict:
    """The leagues and cities as tiles in their rough places, and the same as a table."""
    top = min((tile["row"] for tile in tiles), default=0)
    left = min((tile["col"] for tile in tiles), default=0)
    placed = [{**i, "row": i["row"] - top + 1, "col": i["col"] - left + 1} for i in tiles]
    return {
        "title": figures.label(title),
        "tiles": sorted(placed, key=lambda i: (i["row"], i["col"])),
        "ranked": sorted(placed, key=lambda i: -(i["amount"] or 0)),
    }
