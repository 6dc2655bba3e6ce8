"""What lists and records say of an enterprise: direct passes, offences, misconduct."""

from xingmeng.engines.forms import Field, Section
from xingmeng.engines.values import Text
from xingmeng.instruments.sections import organisation

YES_NO = (("yes", Text("是", "Yes")), ("no", Text("否", "No")))
RECORD = Section(
    name="compliance",
    label=Text("直通条件与合规", "Direct pass and record"),
    help=Text(
        "取自认定名单、信用和监管记录；有疑义可更正并说明理由。",
        "From lists and records; what is wrong can be corrected with a reason.",
    ),
    fields=(
        organisation.HNTE_NUMBER,
        organisation.HNTE_VALID_ON,
        Field(
            name="restricted_business",
            kind="choice",
            label=Text("属禁止、限制或淘汰类", "Restricted business"),
            options=YES_NO,
            filled_from=("facts:restricted_business",),
            paper=("C.prod_forbidden",),
        ),
        Field(
            name="national_award",
            kind="choice",
            label=Text("近五年国家科技奖励（前三）", "National award, first three, five years"),
            options=YES_NO,
            filled_from=("facts:national_award",),
            paper=("C.award",),
        ),
        Field(
            name="rd_institution",
            kind="choice",
            label=Text("省部级以上研发机构", "R&D institution of the province or above"),
            options=YES_NO,
            filled_from=("facts:provincial_rd_institution",),
            paper=("C.rd_inst",),
        ),
        Field(
            name="standard_leader",
            kind="choice",
            label=Text("近五年主导制定标准", "Led a standard, five years"),
            options=YES_NO,
            filled_from=("facts:standard_leader",),
            paper=("C.standard",),
        ),
        Field(
            name="major_incident",
            kind="choice",
            label=Text("重大事故或严重环境违法", "Major accident or environment offence"),
            options=YES_NO,
            filled_from=("facts:major_incident",),
            paper=("C.accident",),
        ),
        Field(
            name="research_misconduct",
            kind="choice",
            label=Text("科研严重失信", "Serious research misconduct"),
            options=YES_NO,
            filled_from=("facts:research_misconduct",),
            paper=("C.misconduct",),
        ),
        Field(
            name="abnormal_operation",
            kind="choice",
            label=Text("列入经营异常名录", "On the list of abnormal operation"),
            options=YES_NO,
            filled_from=("facts:abnormal_operation",),
            paper=("C.abnormal",),
        ),
        Field(
            name="untrustworthy",
            kind="choice",
            label=Text("列入严重违法失信名单", "On the list of serious offenders"),
            options=YES_NO,
            filled_from=("facts:untrustworthy",),
            paper=("C.blacklist",),
        ),
    ),
)
