"""The mark sheet as a form: one line for each criterion, and the reasons."""

from collections.abc import Sequence

from django import forms

from xingmeng.core.words import say
from xingmeng.engines.instrument import Criterion
from xingmeng.engines.values import Text


class MarkForm(forms.Form):
    """Points 0 to 100 for each line; gaps may be filled later."""

    def __init__(self, *args, criteria: Sequence[Criterion], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for line in criteria:
            self.fields[line.name] = forms.IntegerField(
                min_value=0,
                max_value=100,
                required=False,
                label=f"{say(line.label)}（{line.weight}%）",
            )
        self.fields["comment"] = forms.CharField(
            max_length=2000,
            required=False,
            label=say(Text("评审意见", "Reasons")),
            widget=forms.Textarea(attrs={"rows": 5}),
        )

    def points(self) -> dict[str, int | None]:
        """What was given for each line. Units: 0 to 100."""
        return {line.name: self.cleaned_data[line.name] for line in self.criteria}
