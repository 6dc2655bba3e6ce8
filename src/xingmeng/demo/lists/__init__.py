"""The lists told in the demo, challenge by challenge. Texts are invented, copied from nowhere."""

from xingmeng.demo.lists import farming_2021, high_tech_2021, later, magnet_2021, social_2021
from xingmeng.demo.shapes import Challenge

FIRST_LIST = (
    magnet_2021.MAGNET,
    *high_tech_2021.CHALLENGES,
    *farming_2021.CHALLENGES,
    *social_2021.CHALLENGES,
)
SECOND_LIST = (later.POTATO, later.MEADOW)
THIRD_LIST = later.RUNNING_2024
FOURTH_LIST = (later.STORAGE, later.HYDROGEN, *later.OPEN_2024)


def every() -> tuple[Challenge, ...]:
    """All challenges that are told, in the order of their lists."""
    return (*FIRST_LIST, *SECOND_LIST, *THIRD_LIST, *FOURTH_LIST)
