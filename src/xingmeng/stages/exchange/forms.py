"""What is asked when a table of needs or offers is handed in."""

from django import forms

from xingmeng.core.actor import Actor
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.exchange.rules import intake
from xingmeng.stages.registry import queries as registry

OTHERS = Text("各单位（按信用代码）", "Units named in the table by credit code")


class IntakeForm(forms.Form):
    """A table: what it holds, for whom, and that nothing in it is classified."""

    def __init__(self, *args, actor: Actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = [(str(unit.pk), say(unit.name)) for unit in registry.own_organisations(actor)]
        others = [("", say(OTHERS))] if "officer" in actor.roles else []
        self.fields["what"] = forms.ChoiceField(
            choices=[(code, say(kind.label)) for code, kind in intake.KINDS.items()],
            label=say(Text("内容", "What it holds")),
        )
        self.fields["organisation"] = forms.ChoiceField(
            choices=own + others,
            required=not others,
            label=say(Text("为哪个单位录入", "For which organisation")),
        )
        self.fields["file"] = forms.FileField(
            label=say(Text("文件（CSV 或 XLSX）", "File (CSV or XLSX)"))
        )
        self.fields["declared"] = forms.BooleanField(
            label=say(
                Text("表中没有国家秘密，内容真实。", "Nothing in it is classified; it is true.")
            )
        )

    def clean_organisation(self) -> int | None:
        chosen = self.cleaned_data["organisation"]
        return int(chosen) if chosen else None
