"""The days as of which the demo is looked at."""

from tests.factories import time
from xingmeng import cli

TODAY = time(cli.DEMO_DAY)
END_OF_2021, SIGNING = time("2021-12-31", 23), time("2022-01-10", 23)
