"""Columns of tables that several forms ask: targets with their values."""

from xingmeng.engines.forms import Field
from xingmeng.engines.values import Text

NAME = Field(name="name", kind="text", label=Text("指标", "Target"), max_chars=60)
VALUE = Field(name="value", kind="text", label=Text("目标值", "Value"), max_chars=40)
PROMISED = Field(name="value", kind="text", label=Text("承诺值", "Promised"), max_chars=40)
UNIT = Field(name="unit", kind="text", label=Text("单位", "Unit"), max_chars=20, required=False)
