"""Offers of the exchange, and what brought some of them together with needs. All invented."""

from typing import Any, NamedTuple


class Told(NamedTuple):
    """One offer: whose it is, when it was published, from which outcome if any, what it says."""

    key: str
    unit: str  # empty: whose the outcome is
    on: str
    outcome: str
    said: dict[str, Any]


def _said(kind: str, zh: str, en: str, about: tuple[str, str], **more: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "kind": kind,
        "title_zh": f"{zh}（演示）",
        "title_en": f"{en} (demo)",
        "description_zh": about[0],
        "description_en": about[1],
        "terms": ["licence", "joint"],
        "valid_until": "2026-12-31",
        "openness": "open",
        "contact_name": "科研管理办公室（演示）",
        "contact_phone": "000-00000000",
        "secrecy": "open",
    }
    return usual | more


OFFERS = (
    Told("crust", "", "2023-09-06", "尾矿库干滩生物结皮抑尘技术规程", _said(
        "outcome", "尾矿库与盐碱荒滩生物结皮抑尘技术", "Biocrusts against dust on tailings and saline flats",
        ("喷洒复合菌剂形成生物结皮，抑尘有效期 190 天以上，适用于尾矿库干滩、盐碱荒滩和渠道两侧裸地。",
         "A sprayed consortium forms a crust that holds dust for over 190 days on bare ground."),
        field="environment", industry="A", readiness="8", terms=["service", "licence"],
        secret="菌剂配比与分区喷洒量见附表，签约后提供。")),
    Told("diffusion", "", "2024-01-03", "厚磁体双面晶界扩散成套工艺", _said(
        "outcome", "厚磁体双面晶界扩散成套工艺", "Two-sided grain-boundary diffusion for thick magnets",
        ("8 毫米厚钕铁硼磁体在重稀土用量降到 0.8% 以下时矫顽力超过 20 kOe，已在中试线连续运行。",
         "8 mm NdFeB magnets above 20 kOe with less than 0.8 % heavy rare earths; runs on a pilot line."),
        field="materials", industry="C", readiness="8", secret="扩散源成分与两段温度制度。")),
    Told("microscope", "beijing", "2024-03-11", "", _said(
        "instrument", "球差校正透射电镜共享机时", "Shared hours on an aberration-corrected microscope",
        ("可做稀土材料晶界、催化剂和电池材料的原子级成像与成分分析，每周开放 20 机时，可代制样。",
         "Atomic imaging of grain boundaries, catalysts and battery materials; 20 hours a week."),
        field="materials", terms=["shared_use", "service"], price="按机时计费，区内企业减半")),
    Told("pilot", "local", "2024-04-15", "", _said(
        "laboratory", "粉体湿法研磨与分级中试平台", "Pilot line for wet milling and classifying of powders",
        ("百公斤级湿法研磨、在线粒度监测和分级联动，可为抛光粉、陶瓷粉做粒度一致性试验。",
         "Wet milling with on-line particle size and linked classifying at the 100 kg scale."),
        field="materials", industry="C", terms=["shared_use", "service"])),
    Told("aerogel", "beijing", "2024-05-20", "", _said(
        "technology", "憎水气凝胶复合保温与接缝构造", "Hydrophobic aerogel insulation with sealed joints",
        ("面向寒区管廊和热力管道，吸水率低于 1%，冻融 100 次后导热系数上升不超过 8%，附接缝防结露构造和寿命评估方法。",
         "For ducts in the cold: water uptake below 1 %, conductivity up by at most 8 % after 100 freeze-thaw cycles."),
        field="materials", industry="E", readiness="7", secret="憎水剂种类与接缝构造详图。")),
    Told("seal", "shanghai", "2024-05-27", "", _said(
        "patent", "低温耐氢密封材料与瓶口阀结构", "Seals and valve for hydrogen at low temperature",
        ("零下 40℃ 快速充放 1000 次后外漏率低于 1 标准毫升每小时，密封圈保持弹性、耐氢溶胀。",
         "Leaks below 1 ml an hour after 1,000 fast cycles at minus 40 degrees."),
        field="energy", industry="C", readiness="6", patents="演示专利 ZL000000000000.0",
        openness="closed", secret="配方与硫化工艺，专利申请中。")),
    Told("team", "shanghai", "2024-06-03", "", _said(
        "team", "稀土抛光与粒度控制团队", "Team for rare-earth polishing powders",
        ("8 人团队，做过光学玻璃抛光粉的粒度分级、大颗粒剔除和划伤率控制，可驻厂联合攻关。",
         "Eight people with experience in classifying and scratch control; will work on site."),
        field="materials", terms=["joint", "service"])),
    Told("breeder", "hl_food", "2024-06-11", "", _said(
        "person", "乳品货架期与杀菌工艺专家", "Expert in shelf life of pasteurised milk",
        ("可就低温巴氏杀菌乳的杀菌曲线、冷链和货架期预测提供咨询，每年可到区内工作 60 天。",
         "Advises on pasteurising, cold chain and shelf life; 60 days a year in the region."),
        field="farming", industry="C", terms=["service"])),
)  # fmt: skip
SALINE = {
    "title": "盐碱荒滩裸地扬尘治理技术",
    "kind": "conversion",
    "theme": "farming",
    "field": "environment",
    "bottleneck": "总干渠两侧 1.2 万亩盐碱荒滩春季扬尘，覆盖砂石每亩 2600 元且三年失效，洒水结壳只能维持 9 天。希望用生物结皮一类的办法，抑尘有效期超过 150 天，不影响以后改良种植。",
    "present_level": "砂石覆盖 800 亩，洒水抑尘年耗水 14 万立方米。",
    "targets": [
        {"name": "抑尘有效期", "value": "≥ 150", "unit": "天"},
        {"name": "每亩投入", "value": "≤ 800", "unit": "元"},
    ],
    "total_fen": 1_200_000_00,
    "own_fen": 1_200_000_00,
    "deadline_on": "2024-06-30",
    "site": "提供荒滩 300 亩、取水口和喷洒车辆。",
    "result_forms": ["process"],
    "ownership": "bidder",
    "secrecy": "open",
    "pledged": True,
}
SALE = "盐碱荒滩结皮抑尘技术服务"
TALKS = (  # day, hour, who, what was written
    (
        "2023-09-19",
        10,
        "saline_head",
        "荒滩含盐 1.8%，想先在 50 亩上试喷，请给出菌剂用量和工期。",
    ),
    ("2023-09-20", 15, "crust", "可以，10 月上旬带设备到场，试喷方案和收费标准随后发来。"),
    ("2023-09-21", 9, "officer", "试喷由巴彦淖尔市科技局协助取样，结果双方共同确认。"),
)
TALKS_2024 = (
    ("2024-06-26", 10, "bidder3", "试验段在包头九原区，请先寄接缝样件做冻融对比。"),
    ("2024-06-27", 11, "bidder2", "样件本周寄出，附 100 次冻融的检测记录。"),
)
