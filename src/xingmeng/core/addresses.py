"""Rows in addresses by codes, one converter for each table; keys in what is posted."""

from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.urls import register_converter

from xingmeng.core import codes
from xingmeng.core import move as moves

Case = tuple[str, int]  # its kind and its key


class RowConverter:
    """A row of one table: its code outside, its key within."""

    regex = codes.PATTERN
    table = ""

    def to_python(self, code: str) -> int:
        """The key. Errors: none that the pattern lets through."""
        return codes.read(self.table, code)

    def to_url(self, pk: int) -> str:
        """The code. Errors: ValueError for what is no key."""
        return codes.shown(self.table, int(pk))


class CaseConverter:
    """A case of any kind: its kind and its code outside, its kind and its key within."""

    regex = rf"[a-z_]+/{codes.PATTERN}"

    def to_python(self, said: str) -> Case:
        """The kind and the key. Errors: ValueError, which is 404, if there is no such kind."""
        kind, code = said.split("/")
        return kind, codes.read(_table_of(kind), code)

    def to_url(self, case: Case | Model) -> str:
        """The kind and the code. Errors: ValueError if there is no such kind."""
        kind, pk = (kind_of(case), case.pk) if isinstance(case, Model) else case
        return f"{kind}/{codes.shown(_table_of(kind), pk)}"


def register() -> None:
    """Let addresses name a row by its table, <application:pk>, and any case, <case:case>."""
    for model in apps.get_models():
        if model.__module__.startswith("xingmeng."):
            table = codes.table_of(model)
            register_converter(type(f"{table}Code", (RowConverter,), {"table": table}), table)
    register_converter(CaseConverter, "case")


def kind_of(row: Model) -> str:
    """The kind of a case. Errors: ValueError if it is none."""
    for about in moves.subjects():
        if isinstance(row, about.model):
            return about.kind
    raise ValueError(f"{row!r} is no case")


def _table_of(kind: str) -> str:
    try:
        return codes.table_of(moves.subject(kind).model)
    except LookupError:
        raise ValueError(f"no kind {kind!r}") from None


def key_posted(request: HttpRequest, name: str) -> int:
    """The key that was chosen on a page. Errors: Http404 for what is no key."""
    said = request.POST.get(name, "")
    if not said.isdecimal() or len(said) > 18:
        raise Http404
    return int(said)
