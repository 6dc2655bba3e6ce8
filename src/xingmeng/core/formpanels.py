"""What the page of a case says of its form: texts kept for the reader, and ways on."""

from typing import Any

from django.urls import reverse

from xingmeng.core import answers, kept, revisions, written
from xingmeng.core.actor import Actor
from xingmeng.core.panels import Panel
from xingmeng.engines.values import Text


def of(kind: str, row: Any, *, actor: Actor) -> list[Panel]:
    """The panels of one case's form that this reader may see. Errors: none."""
    about = written.find(kind)
    if about is None or not about.form_of(row):
        return []
    found = [_kept(kind, row, actor), _ways(kind, row, actor)]
    return [panel for panel in found if panel]


def _kept(kind: str, row: Any, actor: Actor) -> Panel | None:
    texts = [_text(kind, row, text) for text in kept.of(actor, kind, row.pk)]
    title = Text("未能存入的内容", "Texts that were not saved")
    shown = {"texts": texts}
    return (
        Panel(title=title, template="components/panel_kept.html", context=shown)
        if texts
        else None
    )


def _text(kind: str, row: Any, text: Any) -> dict[str, Any]:
    question = written.question(kind, row, text.field)
    return {
        "pk": text.pk,
        "at": text.at,
        "why": kept.WORDS[text.why],
        "label": question.label if question else text.field,
        "said": answers.read_out(question, text.value) if question else str(text.value),
    }


def _ways(kind: str, row: Any, actor: Actor) -> Panel | None:
    if not written.reads(actor, kind, row):
        return None
    links = [_way("form_print", kind, row, "printer", Text("打印整表", "Print the form"))]
    if written.is_author(actor, kind, row):
        links.append(_file(kind, row, "xlsx"))
        links.append(_file(kind, row, "json"))
        if revisions.of(kind, row.pk).exists():
            title = Text("历次版本", "Revisions")
            links.append(_way("form_history", kind, row, "history", title))
    if written.may_write(actor, kind, row):
        title = Text("从文件导入", "Bring in from a file")
        links.append(_way("form_import", kind, row, "file-upload", title))
    title = Text("表格", "The form")
    return Panel(title=title, template="components/panel_form.html", context={"links": links})


def _way(name: str, kind: str, row: Any, icon: str, title: Text) -> dict[str, Any]:
    return {"url": reverse(name, args=[(kind, row.pk)]), "icon": icon, "title": title}


def _file(kind: str, row: Any, extension: str) -> dict[str, Any]:
    name = extension.upper()
    url = reverse("form_file", args=[(kind, row.pk), extension])
    title = Text(f"导出整表 {name}", f"Take out the form as {name}")
    return {"url": url, "icon": "file-download", "title": title, "file": True}
