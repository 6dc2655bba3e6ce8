"""What the people of a journey write, in Chinese as in the demo and in English. No clicks."""

from pathlib import Path

from xingmeng.core import documents
from xingmeng.demo import stage, texts

NEED_EN = texts.NEED | {
    "title": "Diffusion for magnets with little heavy rare earth",
    "bottleneck": "Beyond five millimetres the diffusion is too shallow and batches vary.",
    "present_level": "Own line of 1,500 tonnes a year; 2.8 % heavy rare earth; 17.5 kOe.",
    "targets": [
        {"name": "Heavy rare earth", "value": "≤ 0.8", "unit": "%"},
        {"name": "Coercivity at 20 °C", "value": "≥ 20", "unit": "kOe"},
    ],
    "site": "A pilot line, two vacuum furnaces and three years of process data.",
    "partner_wish": "A team that knows grain boundaries and equipment",
}
REFINED_EN = texts.REFINED | {
    "refined_title": NEED_EN["title"],
    "refined_targets": [
        *NEED_EN["targets"],
        {"name": "Yield over 30 batches", "value": "≥ 97", "unit": "%"},
    ],
    "acceptance_test": "Thirty batches in a row; a third party measures ten pieces of each.",
}
BIDS_EN = {
    "bidder": texts.BIDS["bidder"]
    | {
        "route": "A copper alloy of low melting point diffuses along prepared boundaries.",
        "innovation": "Prepared channels let eight millimetres be crossed from both sides.",
        "base": "Six-millimetre samples have reached 20.4 kOe; five patents.",
        "promised": [
            {"name": "Heavy rare earth", "value": "0.7", "unit": "%"},
            {"name": "Coercivity at 20 °C", "value": "20.5", "unit": "kOe"},
            {"name": "Yield over 30 batches", "value": "97.5", "unit": "%"},
        ],
        "schedule": [
            {
                "title": "Pilot line rebuilt",
                "due_on": "2022-12-20",
                "target": "First samples reach 19 kOe",
            }
        ],
        "conditions": "The issuer's pilot line and two furnaces.",
        "leader_name": "沈嘉禾",
        "leader_title": "Professor",
        "members": [{"name": "Lin Yutong", "role": "Process"}],
    },
    "bidder2": texts.BIDS["bidder2"]
    | {
        "route": "A terbium film from the gas phase, then staged heat treatment.",
        "innovation": "The film is as thick as the load asks.",
        "base": "A deposition platform; three-millimetre samples have reached 21 kOe.",
        "promised": [
            {"name": "Heavy rare earth", "value": "0.8", "unit": "%"},
            {"name": "Coercivity at 20 °C", "value": "20", "unit": "kOe"},
        ],
        "schedule": [
            {"title": "Deposition pilot", "due_on": "2023-03-31", "target": "50 kg a load"}
        ],
        "leader_name": "顾怀远",
        "leader_title": "Professor",
        "members": [{"name": "Zhou Qiming", "role": "Heat treatment"}],
    },
}
NEED = {"zh": texts.NEED, "en": NEED_EN}
REFINED = {"zh": texts.REFINED, "en": REFINED_EN}
BIDS = {"zh": {k: texts.BIDS[k] for k in BIDS_EN}, "en": BIDS_EN}
UNITS = {"bidder": "上海临港先进材料研究院", "bidder2": "北京燕山理工大学"}
CALL = {
    "title_zh": "2021 年首批揭榜挂帅榜单",
    "title_en": "First open-challenge list 2021",
    "text_zh": "面向全国揭榜，不限资历。",
    "text_en": "Open to the whole country, whatever the seniority.",
    "opens_at": "2021-09-03T00:01",
    "closes_at": "2021-10-08T17:00",
}
APPROPRIATION = {
    "year": "2021",
    "line": "2060402",
    "title_zh": "2021 年揭榜挂帅专项",
    "title_en": "Open-challenge fund 2021",
    "amount_wan": "6000",
    "document_number": "内财教〔2021〕演示1号",
}
OUTCOME = {
    "title": {
        "zh": "厚磁体双面晶界扩散成套工艺",
        "en": "Two-sided diffusion for thick magnets",
    },
    "form": {"zh": "process", "en": "process"},
    "description": {"zh": "已在中试线连续运行。", "en": "It runs on the pilot line."},
}
SALE = {
    "title": {"zh": "厚磁体晶界扩散工艺许可", "en": "Licence for the diffusion process"},
    "kind": {"zh": "licence", "en": "licence"},
    "amount_fen": 360_000_000,
    "technology_fen": 320_000_000,
    "signed_on": "2024-01-12",
}
INCOME = {
    "received_fen": 180_000_000,
    "costs_fen": 13_333_300,
    "unit_rule_pct": "70",
    "shares": [
        {"name": "沈嘉禾", "role": "main", "post": "staff", "weight": "50"},
        {"name": "林雨桐", "role": "member", "post": "staff", "weight": "30"},
        {"name": "许安然", "role": "member", "post": "staff", "weight": "20"},
    ],
}


def said(given: dict, language: str) -> dict:
    """The answers of a form in one language."""
    return {k: v[language] if isinstance(v, dict) else v for k, v in given.items()}


def pdf(path: Path, title: str) -> Path:
    """A small real PDF to attach."""
    said = {"title": title, "unit": "演示", "issued_on": "2021-09-13", "number": "1"}
    path.write_bytes(documents.render(stage.EVIDENCE, said))
    return path
