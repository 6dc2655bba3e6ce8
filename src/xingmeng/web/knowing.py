"""Who knows what earlier forms ask for: the tables of later stages' answers and codes."""

from xingmeng.stages.entitlements import queries as entitlements
from xingmeng.stages.indicators import queries as indicators

KNOWING = {"entitlement": entitlements.known_amount}
CODES = {"indicator": indicators.titles}
