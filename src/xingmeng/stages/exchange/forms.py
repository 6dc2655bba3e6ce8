"""What is asked about tables handed in, bottlenecks, chains and their links."""

from collections.abc import Sequence

from django import forms

from xingmeng.core.actor import Actor
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.exchange.rules import arranging, chains, intake
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


def _words(label: Text, *, most: int, required: bool = True, long: bool = False):
    area = forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput()
    return forms.CharField(max_length=most, required=required, label=say(label), widget=area)


class BottleneckForm(forms.Form):
    """What a link lacks, in words; the link and who may see it, where they are to be said."""

    TEXTS = (
        *("title_zh", "title_en", "missing_zh", "missing_en"),
        *("dependent_zh", "dependent_en"),
    )

    def __init__(self, *args, links=(), sight: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        if links:
            ask["link"] = forms.ChoiceField(
                choices=[(link.code, say(link.title)) for link in links],
                label=say(Text("所属环节", "Link of a chain")),
            )
        ask["title_zh"] = _words(Text("卡点名称", "Title, in Chinese"), most=60)
        ask["missing_zh"] = _words(
            Text("缺什么、差多少", "What is missing, and by how much, in Chinese"),
            most=1000,
            long=True,
        )
        ask["dependent_zh"] = _words(Text("影响谁", "Who depends on it, in Chinese"), most=200)
        ask["title_en"] = _words(Text("英文名称", "Title"), most=120, required=False)
        ask["missing_en"] = _words(
            Text("缺什么（英文）", "What is missing"), most=2000, required=False, long=True
        )
        ask["dependent_en"] = _words(
            Text("影响谁（英文）", "Who depends on it"), most=300, required=False
        )
        if sight:
            asked = chains.SIGHT.fields[0]
            ask["sight"] = forms.ChoiceField(
                choices=[(code, say(text)) for code, text in asked.options],
                label=say(asked.label),
            )


class PlacingForm(forms.Form):
    """Which record, onto the link or off it, and why."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["kind"] = forms.ChoiceField(
            choices=[(code, say(label)) for code, (label, _) in chains.PLACED.items()],
            label=say(Text("记录类别", "Kind of record")),
        )
        ask["number"] = _words(Text("编号或信用代码", "Number or credit code"), most=60)
        ask["way"] = forms.ChoiceField(
            choices=[
                ("on", say(Text("归入这个环节", "Put it on this link"))),
                ("off", say(Text("移出这个环节", "Keep it off this link"))),
            ],
            label=say(Text("处理", "What to do")),
        )
        ask["why"] = _words(Text("理由", "Why"), most=200)

    def facts(self) -> dict:
        """The placing as the action takes it."""
        said = dict(self.cleaned_data)
        return said | {"off": said.pop("way") == "off"}


class _PlacedForm(forms.Form):
    """The code of what is new, where it stands among the others, and why."""

    def _begun(self, *, new: bool) -> None:
        if new:
            self.fields["code"] = _words(arranging.LABELS["code"], most=20)

    def _ended(self, others: Sequence[Text], *, new: bool) -> None:
        first = say(Text("排在最前", "First"))
        after = [say(Text(f"在“{one.zh}”之后", f"After {one.en}")) for one in others]
        places = list(enumerate([first, *after], start=1))
        last = {"initial": len(places)} if new else {}
        self.fields["place"] = forms.TypedChoiceField(
            choices=places, coerce=int, label=say(arranging.LABELS["place"]), **last
        )
        self.fields["why"] = _words(Text("理由", "Why"), most=200)


class ChainForm(_PlacedForm):
    """What a chain is called and for; `others` stand beside it, in order."""

    def __init__(self, *args, others: Sequence[Text], new: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._begun(new=new)
        for name, most in (("name_zh", 40), ("name_en", 80)):
            self.fields[name] = _words(arranging.LABELS[name], most=most)
        for name, most in (("purpose_zh", 200), ("purpose_en", 300)):
            self.fields[name] = _words(arranging.LABELS[name], most=most, long=True)
        self._ended(others, new=new)


class LinkForm(_PlacedForm):
    """What a link is called, and by what records belong to it; `others` as above."""

    def __init__(self, *args, others: Sequence[Text], new: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._begun(new=new)
        for name, most in (("name_zh", 40), ("name_en", 80)):
            self.fields[name] = _words(arranging.LABELS[name], most=most)
        self.fields["part"] = forms.ChoiceField(
            choices=[(code, say(label)) for code, label in chains.PARTS.items()],
            label=say(arranging.LABELS["part"]),
        )
        helps = {
            "industries": Text(
                "国民经济行业分类的两位代码，用顿号或分号隔开。企业须属于其中之一。",
                "Two digits of the classification of industries, with commas between. "
                "An enterprise must be of one of them.",
            ),
            "words": Text(
                "名称中有其中一个的记录归入本环节，用顿号或分号隔开，每个至少两个字。",
                "Records with one of them in their names belong to the link; with commas "
                "between, each of two characters at least.",
            ),
        }
        for name, most in (("industries", 60), ("words", 200)):
            self.fields[name] = _words(arranging.LABELS[name], most=most)
            self.fields[name].help_text = say(helps[name])
        self._ended(others, new=new)


class WhyForm(forms.Form):
    """The reason for keeping a chain or a link no more, or again."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"] = _words(Text("理由", "Why"), most=200)
