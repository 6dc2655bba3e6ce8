"""What is asked when an organisation is registered or a colleague is let in."""

from django import forms

from xingmeng.core.roles import ROLES
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.registry import queries, rules


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
        ask["region"] = forms.ModelChoiceField(
            queries.places(), **_label("所在旗县区或省份", "Banner, county or province")
        )
        ask["industry"] = forms.ModelChoiceField(
            queries.industries(), required=False, **_label("所属行业", "Industry")
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
