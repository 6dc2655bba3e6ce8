"""Bottlenecks of the industry chains, and what officers put on links by hand. All invented."""

from typing import NamedTuple


class Told(NamedTuple):
    """One bottleneck: of which link, when it was entered, for whom to see, what became of it.

    `then` has the steps that followed: day, move, what was said.
    """

    link: str
    on: str
    sight: str
    said: dict[str, str]
    then: tuple[tuple[str, str, dict[str, str]], ...] = ()


def _said(
    title: tuple[str, str], missing: tuple[str, str], dependent: tuple[str, str]
) -> dict[str, str]:
    return {
        "title_zh": f"{title[0]}（演示）",
        "title_en": f"{title[1]} (demo)",
        "missing_zh": missing[0],
        "missing_en": missing[1],
        "dependent_zh": dependent[0],
        "dependent_en": dependent[1],
    }


BOTTLENECKS = (
    Told("rare-earths-magnets", "2022-03-08", "public", _said(
        ("厚磁体重稀土用量高", "Thick magnets need much heavy rare earth"),
        ("8 毫米以上磁体晶界扩散不透，重稀土用量超过 2%，成本受制于镝、铽供应。",
         "Diffusion does not reach through magnets above 8 mm; over 2 % heavy rare earth is used."),
        ("包头磁材企业和永磁电机厂", "Magnet makers of Baotou and motor works")),
        (("2022-03-15", "tackle", {"tackled_by": "揭榜挂帅项目“高矫顽力低重稀土钕铁硼磁体晶界扩散技术”。"}),
         ("2024-01-10", "overcome", {"evidence": "项目通过验收，重稀土用量降到 0.8% 以下，成套工艺已在中试线连续运行并公开供给。"}))),
    Told("rare-earths-recycling", "2024-03-12", "public", _said(
        ("钕铁硼磨泥再生氧含量高", "Recycled magnet sludge holds too much oxygen"),
        ("磨泥含油含氧，短流程再生的合金氧含量降不下来，只能按原料外售。",
         "Sludge is oily and oxidised; alloy from the short route stays high in oxygen and is sold raw."),
        ("磁材加工企业", "Magnet works")),
        (("2024-04-02", "tackle", {"tackled_by": "重点研发项目“烧结钕铁硼废料短流程再生关键技术”，第三批榜单同题发榜。"}),)),
    Told("dairy-breeding", "2024-03-20", "public", _said(
        ("奶牛种公牛依赖外来种源", "Dairy sires come from outside"),
        ("缺少自主的基因组选择参考群和核心育种场，优秀种公牛冻精大部分外购。",
         "No reference population of its own for genomic selection; most semen of good sires is bought in."),
        ("规模牧场和乳品企业", "Large farms and dairies"))),
    Told("storage-cells", "2024-04-10", "inside", _said(
        ("液流电池离子传导膜长寿命不足", "Membranes of flow batteries do not last"),
        ("膜在高温电解液中阻钒性能衰减快，替换周期短，供应来源单一。",
         "Selectivity fades fast in hot electrolyte; membranes are replaced often and have one supplier."),
        ("乌海、鄂尔多斯储能企业", "Storage makers of Wuhai and Ordos"))),
    Told("ccus-capture", "2024-05-16", "public", _said(
        ("煤化工烟气低能耗捕集溶剂", "Low-energy solvents for flue gas of coal chemistry"),
        ("现有胺液再生能耗高、低温易黏稠，缺少适合高寒地区的溶剂和填料。",
         "Known amines cost much heat and thicken in the cold; solvents and packings for cold sites are missing."),
        ("煤电和煤化工企业", "Coal power and coal chemistry"))),
    Told("hydrogen-production", "2024-05-22", "public", _said(
        ("宽功率波动下电解槽寿命", "Electrolysers under fluctuating power"),
        ("风光功率大幅波动时气体互窜、隔膜老化，年运行小时数上不去。",
         "Under wind and solar power gases cross over and diaphragms age, so that few hours are run."),
        ("风光制氢一体化项目业主", "Owners of wind-solar-hydrogen plants"))),
)  # fmt: skip
VALVE_LINK = "hydrogen-storage"
VALVE = _said(
    ("70 兆帕瓶口阀低温密封", "Seals of 70 MPa valves in the cold"),
    (
        "零下 40℃ 快速充放后外漏超标，密封件和阀体依赖区外配套。",
        "Leaks after fast cycles at minus 40 degrees; seals and bodies come from elsewhere.",
    ),
    ("储氢瓶和燃料电池重卡企业", "Makers of hydrogen tanks and fuel-cell trucks"),
)
PLACED = (  # link, kind, title, off, why
    (
        "storage-management",
        "contract",
        "百吨级纯电矿用自卸车电池热管理与无人驾驶线控技术",
        False,
        "项目含低温电池热管理，属于储能管理与安全",
    ),
    (
        "dairy-cold-chain",
        "offer",
        "乳品货架期与杀菌工艺专家（演示）",
        True,
        "擅长杀菌工艺，不涉及冷链流通",
    ),
)
