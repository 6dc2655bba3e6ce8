"""The rules of an assignment as a form; what a round begins with stands in it."""

from django import forms

from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.registry.rules.pool import FIELDS, LANGUAGES
from xingmeng.stages.review.rules.plans import HIGHEST, PlanRules

OBJECTIVES = {
    "fair": Text("先保最低，再求总分最高", "The worst-served first, then the total"),
    "total": Text("只求总分最高", "The total alone"),
}
NUMBERS = {
    "per_application": Text("每份申报的专家数", "Experts per application"),
    "most": Text("每位专家最多几份", "Most applications per expert"),
    "least": Text("每位专家最少几份", "Least applications per expert"),
    "outside": Text("其中区外专家至少", "Of them from outside the region, at least"),
    "language_least": Text("其中能评下列语言的至少", "Of them reading this language, at least"),
    "field_least": Text("其中下列学科的至少", "Of them of this field, at least"),
    "chance": Text(
        "任何一对的入选概率不超过（%，0 为不限）", "No pair likelier than (%, 0: no cap)"
    ),
}
ORDER = (
    *("per_application", "most", "least", "objective", "one_per_unit", "outside"),
    *("language_least", "language", "field_least", "field", "chance"),
)


class PlanForm(forms.Form):
    """Every rule with its default; gaps count as 0."""

    one_per_unit = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, label in NUMBERS.items():
            most = 100 if name == "chance" else HIGHEST
            self.fields[name] = forms.IntegerField(
                label=say(label), min_value=0, max_value=most, required=False
            )
        unit = Text("同一份申报，每个单位至多一名专家", "At most one expert of a unit each")
        self.fields["one_per_unit"].label = say(unit)
        for name, label, options in (
            ("objective", Text("目标", "Aim"), OBJECTIVES),
            ("language", Text("语言", "Language"), LANGUAGES),
            ("field", Text("学科", "Field"), {"": Text("不要求", "None")} | FIELDS),
        ):
            self.fields[name] = forms.ChoiceField(
                label=say(label),
                choices=[(code, say(words)) for code, words in options.items()],
                required=name == "objective",
            )
        self.order_fields(ORDER)

    def rules(self) -> PlanRules:
        """What was asked for."""
        given = self.cleaned_data
        numbers = {name: given[name] or 0 for name in NUMBERS}
        others = {"objective": given["objective"], "one_per_unit": given["one_per_unit"]}
        words = {"language": given["language"] or "en", "field": given["field"]}
        return PlanRules(**numbers, **others, **words)
