"""A computed answer is read, not typed: a choice in its words, never by its code."""

from django.template.loader import render_to_string

from xingmeng.engines.forms import Field
from xingmeng.engines.values import Text
from xingmeng.web.templatetags import fields

BY = Field(
    name="rd_choice",
    kind="choice",
    label=Text("按哪项计", "Marked by"),
    options=(("revenue", Text("占销售收入", "Share of revenue")),),
    computed="rd_choice",
)


def shown(value: object) -> str:
    control = fields.control(BY, name="rd_choice", id="id-rd_choice", value=value)
    return render_to_string("components/control.html", {"control": control})


def test_a_computed_choice_is_shown_by_its_words():
    assert "占销售收入" in shown("revenue")
    assert "revenue<" not in shown("revenue")
    assert "<input" not in shown("revenue")


def test_a_choice_that_cannot_be_computed_yet_is_a_dash():
    assert ">—<" in shown(None)
