"""Changing awards, objections and contracts: one file for each part of it."""

from xingmeng.stages.awards.actions.choosing import (
    choose,
    pass_over_rest,
    propose,
    propose_many,
)
from xingmeng.stages.awards.actions.contracting import (
    agree_second_stage,
    extend,
    save_contract,
)
from xingmeng.stages.awards.actions.deciding import file_objection, make_public

__all__ = [
    "agree_second_stage",
    "choose",
    "extend",
    "file_objection",
    "make_public",
    "pass_over_rest",
    "propose",
    "propose_many",
    "save_contract",
]
