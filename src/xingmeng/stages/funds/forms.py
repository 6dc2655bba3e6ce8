"""What is asked for a new appropriation."""

from django import forms

from xingmeng.core.words import say
from xingmeng.engines.values import Text


class AppropriationForm(forms.Form):
    """Year, line, sum and the document behind it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["year"] = forms.IntegerField(
            min_value=2000, max_value=2100, label=say(Text("年度", "Year"))
        )
        ask["line"] = forms.CharField(max_length=40, label=say(Text("预算科目", "Budget line")))
        ask["title_zh"] = forms.CharField(
            max_length=100, label=say(Text("中文名称", "Chinese title"))
        )
        ask["title_en"] = forms.CharField(
            max_length=160, label=say(Text("英文名称", "English title"))
        )
        ask["amount_wan"] = forms.DecimalField(
            min_value=0,
            max_digits=15,
            decimal_places=6,
            label=say(Text("金额（万元）", "Amount (CNY 10,000)")),
        )
        ask["document_number"] = forms.CharField(
            max_length=60, label=say(Text("文号", "Document number"))
        )

    def facts(self) -> dict:
        """The appropriation as the action takes it. Units: fen."""
        given = dict(self.cleaned_data)
        given["amount_fen"] = int(given.pop("amount_wan") * 1_000_000)
        return given


class AnswerForm(forms.Form):
    """The file in which the treasury or its bank answers."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = forms.FileField(
            label=say(Text("文件（CSV 或 XLSX）", "File (CSV or XLSX)"))
        )
