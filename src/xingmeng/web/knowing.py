"""Who knows what earlier forms ask for: the table of later stages' answers."""

from xingmeng.stages.entitlements import queries as entitlements

KNOWING = {"entitlement": entitlements.known_amount}
