"""What the registers say of the demo's units and people: all invented, the same every time.

Phones, accounts and ID numbers are none that anybody could have: they begin with zeros, are
marked 演示, or lie in a county that does not exist. Pure: `registers` puts it on record.
"""

from datetime import date
from typing import Any

from xingmeng.demo.unit import Player, Unit
from xingmeng.engines.values import yuan

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES = "白包云赵钱周吴郑冯陈韩杨朱秦许何吕施张孔"
GIVEN = (
    *("志强", "海燕", "建军", "雅丽", "文博", "晓梅", "永刚", "敏", "其木格", "浩然"),
    *("思雨", "国栋", "丽华", "图雅", "俊杰", "慧", "振宇", "娜", "子涵", "立新"),
)
TITLES = ("正高级工程师", "高级工程师", "工程师", "高级工程师", "助理工程师")
DEGREES = ("doctor", "master", "bachelor", "master", "bachelor")
EDUCATION = {"doctor": "doctorate", "master": "master", "bachelor": "bachelor"}
ENTERPRISE = {  # of the year 2020, before a unit's own size
    "staff": 240, "st_staff": 58, "rd_staff": 41, "bachelor": 96, "senior": 14,
    "revenue_fen": yuan(186_000_000), "profit_fen": yuan(12_600_000), "tax_fen": yuan(8_900_000),
    "net_assets_fen": yuan(121_000_000), "liabilities_fen": yuan(76_000_000),
    "cost_fen": yuan(171_000_000), "hightech_income_fen": yuan(128_000_000),
    "taxable_fen": yuan(13_100_000),
    "rd_personnel_fen": yuan(4_100_000), "rd_direct_fen": yuan(3_200_000),
    "rd_depreciation_fen": yuan(900_000), "rd_amortisation_fen": yuan(250_000),
    "rd_design_fen": yuan(350_000), "rd_other_fen": yuan(300_000),
    "rd_domestic_fen": yuan(300_000), "rd_overseas_fen": 0, "rd_gov_fen": yuan(700_000),
}  # fmt: skip
RD_PARTS = (
    *("rd_personnel_fen", "rd_direct_fen", "rd_depreciation_fen", "rd_amortisation_fen"),
    *("rd_design_fen", "rd_other_fen", "rd_domestic_fen", "rd_overseas_fen"),
)
OTHERS = {"staff": 180, "st_staff": 131, "rd_staff": 118, "bachelor": 160, "senior": 62}
YES_NO = {
    **{"domestic": 1, "restricted_business": 0, "major_incident": 0, "untrustworthy": 0},
    **{"abnormal_operation": 0, "research_misconduct": 0, "national_award": 0},
    **{"standard_leader": 0},
}


def details(unit: Unit, number: int) -> dict[str, Any]:
    """What the registers of firms, banks and zones say of a unit. Errors: none."""
    name = unit.name_zh
    told = {
        "registered_capital_fen": yuan(20_000_000 + 1_000_000 * (number % 30)),
        "scope": f"{name}登记的研究、开发、生产和技术服务（虚构）。",
        "address": f"演示路 {number + 1} 号",
        "postal_address": f"演示路 {number + 1} 号",
        "postcode": f"{unit.place[:4]}00",
        "contact_name": unit.head,
        "contact_phone": f"000-{10_000_000 + number}",
        "contact_email": f"{unit.key}@example.org",
        "bank": "演示银行营业部",
        "bank_account": f"演示-{unit.serial}-01",
        "bank_account_name": name,
        "finance_head": person_name(number + 7),
        "finance_phone": f"000-{20_000_000 + number}",
        "legal_id": id_number(unit.place, 1960 + number % 20, 900 + number % 90),
        "listed": "no",
        "in_zone": number % 3 == 0,
    }
    if unit.kind == "enterprise":
        told |= {"tax_mode": "accounts"}
    return told | ({"park": "演示高新技术产业开发区"} if number % 3 == 0 else {})


def figures(unit: Unit, number: int, year: int) -> dict[str, int]:
    """What tax, accounts and statistics say of a unit and a year. Units: fen. Errors: none."""
    size = (100 + 7 * (number % 9)) * (100 + 6 * (year - 2020))
    base = ENTERPRISE if unit.kind == "enterprise" else OTHERS
    told = {name: value * size // 10_000 for name, value in base.items()}
    if unit.kind != "enterprise":
        return told
    spent = sum(told[name] for name in RD_PARTS)
    told |= {
        "rd_fen": spent,
        "rd_super_fen": spent,
        "rd_stat_fen": spent - told["rd_other_fen"],
    }
    told["assets_fen"] = told["net_assets_fen"] + told["liabilities_fen"]
    told["rd_fte"] = told["rd_staff"] * 4 // 5
    told |= YES_NO | {"manufacturing": int("13" <= unit.industry <= "43")}
    held = [right["kind"] for right in rights(unit, number) if right["granted_on"].year <= year]
    told["ip_class1"] = held.count("invention")
    told["ip_class2"] = len(held) - told["ip_class1"]
    return told | {"provincial_rd_institution": int(number % 2 == 0)}


def rights(unit: Unit, number: int) -> list[dict[str, Any]]:
    """The rights a unit holds, in the order they were granted. Errors: none."""
    kinds = ("invention", "utility_model", "utility_model", "software", "invention")
    return [
        {
            "kind": kind,
            "number": f"演示{2016 + place}{unit.serial[-4:]}{place}",
            "title": f"{unit.name_zh[:8]}工艺与装置（{place + 1}）",
            "granted_on": date(2016 + place, 1 + (number + place) % 12, 15),
            "way": "own",
        }
        for place, kind in enumerate(kinds)
    ]


def works(unit: Unit, number: int) -> list[dict[str, Any]]:
    """Projects and prizes a unit had before the platform. Errors: none."""
    projects = [
        {
            "kind": "project",
            "number": f"演示{2015 + place}{unit.serial[-4:]}",
            "title": f"{unit.name_zh[:8]}关键技术研究（{2015 + place}）",
            "plan": "自治区科技计划",
            "role": "牵头" if place % 2 == 0 else "参与",
            "amount_fen": yuan(600_000 + 100_000 * ((number + place) % 6)),
            "from_on": date(2015 + place, 1, 1),
            "until_on": date(2017 + place, 12, 31),
            "state": "accepted",
        }
        for place in range(4)
    ]
    running = [
        {
            "kind": "project",
            "number": f"演示2020{unit.serial[-4:]}{place}",
            "title": f"{unit.name_zh[:8]}产业化示范（第 {place + 1} 期）",
            "plan": "盟市科技计划",
            "role": "牵头",
            "amount_fen": yuan(400_000),
            "from_on": date(2020, 6, 1),
            "until_on": date(2024 + place, 12, 31),
            "state": "running",
        }
        for place in range(1 + number % 2)
    ]
    prize = {
        "kind": "prize",
        "title": "盟市科学技术进步奖（虚构）",
        "level": ("一等", "二等", "三等")[number % 3],
        "year": 2018 + number % 3,
        "rank": 1 + number % 3,
    }
    return [*projects, *running, prize]


def yearly_projects(unit: Unit, number: int, year: int) -> list[dict[str, Any]]:
    """A unit's R&D projects of a year; what they cost is all it spent. Units: fen."""
    spent, shares = figures(unit, number, year)["rd_fen"], (30, 25, 20, 15, 10)
    parts = [spent * share // 100 for share in shares]
    parts[0] += spent - sum(parts)
    return [
        {
            "number": f"RD{place:02d}",
            "title": f"{unit.name_zh[:8]}研发课题（{place}）",
            "from_on": date(year, 1, 1),
            "until_on": date(year + 1, 12, 31) if place % 2 else date(year, 12, 31),
            "spent_fen": part,
            "form": "commissioned" if place == 5 else "own",
        }
        for place, part in enumerate(parts, start=1)
    ]


# --- people ---------------------------------------------------------------------------------


def person_name(number: int) -> str:
    """An invented name; those of neighbouring numbers differ. Errors: none."""
    return SURNAMES[number * 7 % len(SURNAMES)] + GIVEN[number * 3 % len(GIVEN)]


def id_number(place: str, year: int, serial: int) -> str:
    """18 characters with a right check digit, of a county that does not exist.

    Source: GB 11643. Errors: none.
    """
    stem = f"{place}{year}{1 + serial % 12:02d}{1 + serial % 28:02d}{serial % 1000:03d}"
    total = sum(int(c) * w for c, w in zip(stem, ID_WEIGHTS, strict=True))
    return stem + "10X98765432"[total % 11]


def person(unit: Unit, name: str, serial: int, *, told: Player | None = None) -> dict[str, Any]:
    """What the register of people says of somebody of a unit. Errors: none."""
    year, degree = 1965 + serial * 3 % 28, DEGREES[serial % len(DEGREES)]
    number = id_number(unit.place, year, serial)
    title = (told.title if told else "") or TITLES[serial % len(TITLES)]
    return {
        "id_kind": "identity_card",
        "id_number": number,
        "sex": ("female", "male")[int(number[16]) % 2],
        "born_on": f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
        "ethnic_group": ("汉族", "蒙古族")[serial % 2],
        "nationality": "中国",
        "education": EDUCATION[degree],
        "degree": degree,
        "degree_country": "中国",
        "school": "演示大学",
        "major": "材料科学与工程",
        "title": title,
        "post": "研发部" if serial % 3 else "技术负责人",
        "field": "材料科学",
        "phone": f"000-{30_000_000 + int(unit.serial[-2:]) * 1000 + serial}",
        "email": f"{unit.key}.{serial}@example.org",
        "cv": f"{name}（虚构）毕业于演示大学，{year + 26} 年起在{unit.name_zh}从事研究开发。",
        "results": f"{name}主持完成省级项目 {1 + serial % 3} 项，获授权发明专利 {1 + serial % 4} 件（虚构）。",
        "paid": True,
    }
