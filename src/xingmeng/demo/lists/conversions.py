"""What the demo says of results by kind, rights granted, evaluations, income and equity plans.

Everything is invented: numbers are well formed and stand for nothing, the DOI has Crossref's
prefix for examples.
"""

from typing import NamedTuple


class Result(NamedTuple):
    """A result by its kind. `project` is a key of the first list, empty for a unit's own work."""

    project: str
    unit: str
    given: dict[str, str]
    filed: str
    registered: str
    picture: tuple[int, ...] = ()  # bars of a drawing: what was measured, in percent


PATENT = "一种厚磁体双面晶界扩散装置（演示）"
PAPER = "厚钕铁硼磁体的双面晶界扩散（演示）"
YIELD = "沙地根蘖苜蓿旱作增产示范（演示）"
STANDARD = "绒山羊绒洗净率测定（演示）"
RESULTS = (
    Result(
        "magnet",
        "shanghai",
        {
            "title": PATENT,
            "form": "patent",
            "patent_number": "ZL202119999990.1",
            "granted_on": "2023-11-03",
            "description": "上下双面同时布源，8 毫米厚磁体一次扩散到位；配套真空炉可在现有产线上改造。",
        },
        "2024-02-19",
        "2024-02-26",
        (38, 52, 71, 86, 97),
    ),
    Result(
        "magnet",
        "shanghai",
        {
            "title": PAPER,
            "form": "paper",
            "doi": "https://doi.org/10.5555/xingmeng.demo.2023.118",
            "journal": "演示材料学报",
            "published_on": "2023-09-20",
            "description": "给出扩散深度与重稀土用量的关系，数据随文公开。",
        },
        "2024-02-19",
        "2024-02-26",
    ),
    Result(
        "",
        "alfalfa",
        {
            "title": YIELD,
            "form": "yield",
            "crop": "紫花苜蓿（根蘖型品系）",
            "area": "1260",
            "reached": "742.5",
            "before": "598.0",
            "measured_by": "敕勒川农牧技术研究所（演示）",
            "measured_on": "2023-09-12",
            "description": "第三年沙地旱作，三茬合计，专家现场测产。",
        },
        "2024-03-11",
        "2024-03-20",
        (60, 64, 71, 74),
    ),
    Result(
        "",
        "cashmere",
        {
            "title": STANDARD,
            "form": "standard",
            "standard_number": "DB15/T 99991-2024",
            "issued_on": "2024-03-01",
            "description": "规定取样、洗净和烘干办法，三家实验室比对偏差小于 0.6%。",
        },
        "2024-03-25",
        "2024-04-02",
    ),
)
GRANT = {
    "form": "ownership",
    "share_pct": 80,
    "decides": "团队提出转化方案，单位十五个工作日内答复，不答复视为同意。",
    "costs": "专利维护费由单位承担，转化产生的成本从收入中扣除。",
    "holders": [
        {"name": "沈嘉禾", "part_pct": 50},
        {"name": "林雨桐", "part_pct": 30},
        {"name": "许安然", "part_pct": 20},
    ],
    "harmless": True,
}
AGREEMENT = {"agreement_number": "赋权协议（演示）2024-01", "agreed_on": "2024-03-06"}
SALE = {
    "title": "双面扩散装置专利许可（演示）",
    "kind": "licence",
    "term_years": 6,
    "amount_fen": 150_000_000,
    "technology_fen": 150_000_000,
    "signed_on": "2024-04-10",
}
SALE_NUMBER = "演示2024150000003"
SHARES = (("沈嘉禾", 50), ("林雨桐", 30), ("许安然", 20))
INCOME = {
    "received_fen": 50_000_007,
    "costs_fen": 3_200_000,
    "unit_rule_pct": 70,
    "agreed_pct": 75,
}
OWN_USE = {
    "way": "own",
    "received_fen": 186_400_000,
    "profit_year": 1,
    "unit_rule_pct": 0,
}
GROWERS = (("白金山", 50), ("乌云高娃", 30), ("何晓峰", 20))
OBJECTION = "许安然参加了全部三轮中试，占比应再核对。"
ANSWER = "已核对实验记录和工时：三轮中试由四人轮值，占比与团队协议一致，维持分配。"
EVALUATION = {
    "klass": "development",
    "capacity": "user",
    "scientific": 72,
    "technical": 88,
    "economic": 91,
    "social": 78,
    "cultural": 60,
    "text": "两条产线连续运行七个月，重稀土用量下降 62%，矫顽力合格率 98.6%，退货为零。",
}
EQUITY = {"title": "骨干股权激励方案（演示，虚构的国有小型科技企业）"}
TOO_MUCH = {"title": "骨干股权激励方案（演示，虚构的国有中型科技企业）"}
TOO_MUCH_REASON = "中型企业激励总额不得超过股本的 10%，请调整后重新登记。"
TEAM = ("苏日格", "韩立新", "乌日娜", "葛长河", "孟根", "齐文静")
LAST_PERSON_BP = 250  # five of 3 % and one of 2.5 % make 17.5 %
