"""What is asked when an organisation is registered or a colleague is let in."""

from collections.abc import Mapping

from django import forms

from xingmeng.core.roles import ROLES
from xingmeng.core.words import say
from xingmeng.engines.forms import Field
from xingmeng.engines.values import Text
from xingmeng.stages.registry import queries, rules
from xingmeng.stages.registry.forms.naming import NamedChoiceField
from xingmeng.stages.registry.rules import intake, pool, ties


def _label(zh: str, en: str) -> dict[str, str]:
    return {"label": say(Text(zh, en))}


class OrganisationForm(forms.Form):
    """The facts a unit states once."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["credit_code"] = forms.CharField(
            max_length=18,
            min_length=18,
            **_label("统一社会信用代码", "Unified social credit code"),
        )
        ask["name_zh"] = forms.CharField(max_length=100, **_label("单位名称", "Chinese name"))
        ask["name_en"] = forms.CharField(
            max_length=160,
            required=False,
            **_label("英文名称（可不填）", "English name (optional)"),
        )
        kinds = [(code, say(text)) for code, text in rules.KINDS.items()]
        ask["kind"] = forms.ChoiceField(choices=kinds, **_label("单位性质", "Kind"))
        ask["region"] = NamedChoiceField(
            queries.places(), **_label("所在旗县区或省份", "Banner, county or province")
        )
        ask["industry"] = NamedChoiceField(
            queries.industries(),
            numbered=True,
            required=False,
            **_label("所属行业", "Industry"),
        )
        ask["registered_on"] = forms.DateField(
            widget=forms.DateInput(attrs={"type": "date"}),
            **_label("成立日期", "Registered on"),
        )
        ask["legal_representative"] = forms.CharField(
            max_length=40, **_label("法定代表人", "Legal representative")
        )
        ask["address"] = forms.CharField(max_length=200, **_label("地址", "Address"))


class MemberForm(forms.Form):
    """Which account may act for the unit."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"] = forms.CharField(
            max_length=150, **_label("对方的登录名", "Their sign-in name")
        )
        choices = [
            ("applicant", say(Text("经办人", "May write and submit"))),
            ("organisation_administrator", say(Text("管理员", "Administrator"))),
        ]
        self.fields["role"] = forms.ChoiceField(choices=choices, **_label("角色", "Role"))


class MandateForm(forms.Form):
    """Who may sign, for what, from when until when, by which document."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["username"] = forms.CharField(
            max_length=150, **_label("代理人的登录名", "The agent's sign-in name")
        )
        ask["document_number"] = forms.CharField(
            max_length=60, **_label("授权委托书编号", "Number of the authorisation")
        )
        ask["scope"] = forms.CharField(
            max_length=120,
            initial=say(
                Text("签署揭榜挂帅任务书及相关文书", "Open-challenge contracts and papers")
            ),
            **_label("授权范围", "Scope"),
        )
        day = forms.DateInput(attrs={"type": "date"})
        ask["from_on"] = forms.DateField(widget=day, **_label("生效日期", "From"))
        ask["until_on"] = forms.DateField(widget=day, **_label("截止日期", "Until"))


class IntegrityForm(forms.Form):
    """What was decided about misconduct, by which document, from when until when."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["kind"] = forms.ChoiceField(
            choices=[(code, say(text)) for code, text in rules.MISCONDUCT.items()],
            **_label("失信行为", "Misconduct"),
        )
        ask["measure"] = forms.ChoiceField(
            choices=[(code, say(text)) for code, text in rules.MEASURES.items()],
            **_label("处理措施", "Measure"),
        )
        ask["decision_number"] = forms.CharField(
            max_length=60, **_label("决定文号", "Decision number")
        )
        day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        ask["from_on"] = forms.DateField(widget=day, **_label("起始日期", "From"))
        ask["until_on"] = forms.DateField(
            widget=day,
            required=False,
            **_label("截止日期（不填为长期）", "Until (empty: without end)"),
        )
        ask["grounds"] = forms.CharField(
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 6}),
            **_label("事实和依据", "Facts and grounds"),
        )


class CorrectionForm(forms.Form):
    """What one detail should say, and why."""

    def __init__(self, *args, asked: Field, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"] = _field_of(asked)
        self.fields["why"] = forms.CharField(
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
            **_label("更正理由和依据", "Why, and on what evidence"),
        )


class DeclarationForm(forms.Form):
    """In whom or in which unit somebody has an interest."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._ends()

    def _ends(self) -> None:
        ask = self.fields
        ask["other"] = forms.CharField(
            max_length=60, required=False, **_label("另一人姓名（可不填）", "Person (optional)")
        )
        ask["unit"] = forms.CharField(
            max_length=100,
            required=False,
            **_label("单位名称或统一社会信用代码", "Unit's Chinese name or credit code"),
        )
        ask["said"] = forms.CharField(
            max_length=400,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            **_label("说明", "What it is"),
        )


class TieForm(DeclarationForm):
    """A tie of somebody to another person or a unit."""

    def _ends(self) -> None:
        ask = self.fields
        ask["kind"] = forms.ChoiceField(
            choices=[(code, say(text)) for code, text in ties.TIES.items()],
            **_label("关系", "Tie"),
        )
        ask["person"] = forms.CharField(
            max_length=60, **_label("姓名（师生关系填导师）", "Person (of two, the adviser)")
        )
        ask["person_unit"] = forms.CharField(
            max_length=100,
            required=False,
            **_label("其单位（重名时填写）", "Their unit, where names are the same"),
        )
        super()._ends()
        ask["share"] = forms.DecimalField(
            required=False,
            min_value=0,
            max_value=100,
            decimal_places=2,
            **_label("持股比例（%）", "Share held (%)"),
        )


def _field_of(asked: Field) -> forms.Field:
    """The plain control for a detail; its own check judges what is typed."""
    named = _label("更正为", "Should be")
    if asked.kind == "tick":
        return forms.ChoiceField(
            choices=[("true", say(Text("是", "Yes"))), ("false", say(Text("否", "No")))],
            **named,
        )
    if asked.kind == "choice":
        return forms.ChoiceField(choices=[(c, say(t)) for c, t in asked.options], **named)
    if asked.kind == "money":
        named = _label("更正为（万元）", "Should be (10,000 yuan)")
    day = forms.DateInput(attrs={"type": "date"}) if asked.kind == "date" else None
    area = forms.Textarea(attrs={"rows": 5}) if asked.kind == "longtext" else None
    return forms.CharField(max_length=asked.max_chars, widget=day or area, **named)


class RoleForm(forms.Form):
    """Which account gets which role, where."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["username"] = forms.CharField(max_length=150, **_label("登录名", "Sign-in name"))
        roles = [
            (role, say(ROLES[role])) for role in sorted(rules.WHOLE_REGION | rules.NEEDS_AREA)
        ]
        ask["role"] = forms.ChoiceField(choices=roles, **_label("角色", "Role"))
        areas = [("", "—"), *((r.code, say(r.name)) for r in queries.regions())]
        ask["area"] = forms.ChoiceField(
            choices=areas,
            required=False,
            **_label("盟市（盟市局须选）", "Area (for a bureau)"),
        )


class ExpertForm(forms.Form):
    """What an expert says of themself."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["available"] = forms.BooleanField(
            required=False, **_label("可以接受评审任务", "Available for reviews")
        )
        ask["most_load"] = forms.IntegerField(
            min_value=1,
            max_value=pool.HIGHEST_LOAD,
            **_label("每轮最多评审项数", "Most applications in one round"),
        )
        ask["languages"] = _boxes(pool.LANGUAGES, "可评审的语言", "Languages you can judge in")
        ask["skills"] = forms.CharField(
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=say(
                Text(
                    "写明熟悉的技术、方法和产品；没有论文的专家主要靠这一项匹配。",
                    "Techniques, methods, products; without papers this is what counts.",
                )
            ),
            **_label("专长", "Skills"),
        )
        ask["fields"] = _boxes(
            pool.FIELDS, "学科（最多五个）", "Fields (five at most)", required=False
        )


def _boxes(
    options: Mapping[str, Text], zh: str, en: str, *, required: bool = True
) -> forms.MultipleChoiceField:
    """A box for each option."""
    return forms.MultipleChoiceField(
        choices=[(code, say(text)) for code, text in options.items()],
        widget=forms.CheckboxSelectMultiple,
        required=required,
        **_label(zh, en),
    )


class IntakeForm(forms.Form):
    """A table of a register: what it holds, from whom, of which day."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask = self.fields
        ask["what"] = forms.ChoiceField(
            choices=[(code, say(kind.label)) for code, kind in intake.KINDS.items()],
            **_label("内容", "What it holds"),
        )
        ask["provider"] = forms.ChoiceField(
            choices=[(code, say(text)) for code, text in intake.PROVIDERS.items()],
            **_label("来源", "Source"),
        )
        ask["dated_on"] = forms.DateField(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            **_label("数据日期", "Day of the data"),
        )
        ask["file"] = forms.FileField(**_label("文件（CSV 或 XLSX）", "File (CSV or XLSX)"))
