"""The demo's action plans: goals with their published numbers, tasks with owners and days.

Numbers are those of the published figures (F..) and of known documents; what the demo sets by
itself, such as doubling read literally, says so in its source.
"""

from typing import Any, NamedTuple


class Task(NamedTuple):
    """A task, whose it is (`role`, `role:area`), and how and when it was done, if it was."""

    zh: str
    en: str
    owner: str
    due: str
    instrument: str = ""
    reported: str = ""
    evidence: str = ""


class Plan(NamedTuple):
    """A plan as it was drafted, with goals as the action takes them."""

    key: str
    about: dict[str, Any]
    days: tuple[str, str]
    documents: tuple[str, ...]
    goals: tuple[dict[str, Any], ...]
    tasks: tuple[Task, ...]


REPORT = "2021年底专题报道"
THREE_YEARS = "新时代深入推行科技特派员制度三年行动方案（2021—2023年）"
# fmt: off
PLANS = (
    Plan(
        "campaign",
        {"kind": "campaign", "title_zh": "研发投入攻坚行动（2021—2025年）", "title_en": "R&D campaign, 2021-2025", "summary_zh": "全社会研发投入和政府研发经费逐年增长，规上工业企业研发活动、研发机构、发明专利“三清零”。", "summary_en": "R&D of society and of government grows year by year; no large firm without R&D, without an R&D body or without an invention patent.", "notes": "演示：任务进度为演示数据。"},
        ("2021-07-28", "2025-12-31"),
        ("内政办发〔2021〕35号", "内党发〔2020〕17号"),
        (
            {"text_zh": "全社会研发投入", "text_en": "R&D of society", "base": 16_107, "base_on": "2020-12-31", "target": 37_000, "target_on": "2025-12-31", "unit_zh": "亿元", "unit_en": "100 million yuan", "per": 10_000_000_000, "source": "内政办发〔2021〕35号（约370亿元）；基期：2020年科技经费投入统计公报"},
            {"text_zh": "政府研发经费", "text_en": "R&D of government", "target": 5_600, "target_on": "2025-12-31", "unit_zh": "亿元", "unit_en": "100 million yuan", "per": 10_000_000_000, "source": "内政办发〔2021〕35号"},
            {"text_zh": "榜单签约项目", "text_en": "Open challenges agreed", "base": 0, "target": 3_000, "target_on": "2025-12-31", "unit_zh": "项", "unit_en": "agreements", "indicator": "agreements", "source": "目标为演示设定；进展由平台计算"},
        ),
        (
            Task("兑付年度研发投入后补助", "Pay the R&D subsidy of the year", "officer", "2021-12-31", "rd_subsidy", "2021-12-20", "437家企业、8503.5万元（公布数据F30、F31）。"),
            Task("推动规上工业企业研发活动清零", "No large industrial firm without R&D", "recommender:150600", "2021-12-31", "", "2021-12-24", "鄂尔多斯市117家规上工业企业实现研发活动从无到有（公布数据F25）。"),
            Task("落实财政科技投入刚性增长", "Public money for science grows by rule", "finance", "2021-12-31", "", "2021-12-27", "自治区本级科技专项资金15.2亿元（公布数据F24）。"),
            Task("举办研发支出辅助账培训", "Train firms in R&D accounts", "recommender:150200", "2024-06-20"),
            Task("发布2024年揭榜挂帅榜单", "Publish the challenges of 2024", "officer", "2024-09-30", "open_challenge"),
        ),
    ),
    Plan(
        "commissioners",
        {"kind": "three_year", "title_zh": "科技特派员三年行动（2021—2023年）", "title_en": "Three-year action on commissioners, 2021-2023", "summary_zh": "向重点帮扶县选派服务队和科技特派员，推广新技术。", "summary_en": "Teams and commissioners serve the counties with key support and spread techniques.", "notes": ""},
        ("2021-08-02", "2023-12-31"),
        ("国办发〔2016〕32号", "内科发高字〔2021〕14号"),
        (
            {"text_zh": "服务重点帮扶县", "text_en": "Counties with key support served", "base": 0, "target": 1_000, "target_on": "2021-12-31", "unit_zh": "个", "indicator": "counties_served", "unit_en": "counties", "source": f"{REPORT}（F19）；{THREE_YEARS}"},
            {"text_zh": "组建产业服务队", "text_en": "Service teams", "base": 0, "target": 1_900, "target_on": "2021-12-31", "unit_zh": "支", "indicator": "service_teams", "unit_en": "teams", "source": f"{REPORT}（F20）"},
            {"text_zh": "选派科技特派员", "text_en": "Commissioners posted", "base": 0, "target": 400_000, "target_on": "2021-12-31", "unit_zh": "人", "indicator": "commissioners", "unit_en": "people", "source": f"{REPORT}（F21，4000人以上）"},
            {"text_zh": "推广新技术", "text_en": "Techniques spread", "base": 0, "target": 100_000, "target_on": "2023-12-31", "unit_zh": "项", "indicator": "techniques_spread", "unit_en": "techniques", "source": f"{REPORT}（F22，1000项以上）"},
        ),
        (
            Task("组建十九支产业服务队", "Set up nineteen service teams", "officer", "2021-11-30", "commissioner_team", "2021-11-22", "19支服务队对接10个重点帮扶县（公布数据F19、F20）。"),
            Task("选派科技特派员", "Post commissioners", "recommender:150200", "2021-12-31", "commissioner", "2021-12-15", "全区选派4000人以上（公布数据F21）。"),
            Task("推广新品种新技术", "Spread varieties and techniques", "recommender:150600", "2023-12-31", "", "2023-12-18", "累计推广1000项以上（公布数据F22）。"),
        ),
    ),
    Plan(
        "doubling",
        {"kind": "doubling", "title_zh": "高新技术企业和科技型中小企业双倍增行动", "title_en": "Doubling drive: high-tech enterprises and technology SMEs", "summary_zh": "建立后备库，分级培育，推动高新技术企业和科技型中小企业数量翻番。", "summary_en": "A list of the firms that come next and support by stages, so that both numbers double.", "notes": "演示：翻番按字面推算，完成期限为演示设定。"},
        ("2022-03-01", "2025-12-31"),
        ("内党发〔2020〕17号", "国科发火〔2016〕32号", "国科发政〔2017〕115号"),
        (
            {"text_zh": "高新技术企业", "text_en": "High-tech enterprises", "base": 120_000, "base_on": "2021-12-31", "target": 240_000, "target_on": "2025-12-31", "unit_zh": "家", "unit_en": "enterprises", "indicator": "recognitions_in_force", "instrument": "high_tech_enterprise", "source": f"基期：{REPORT}（F34，1200家以上）；翻番和期限为演示设定"},
            {"text_zh": "科技型中小企业", "text_en": "Technology SMEs", "base": 82_800, "base_on": "2021-12-31", "target": 165_600, "target_on": "2025-12-31", "unit_zh": "家", "unit_en": "enterprises", "indicator": "recognitions_in_force", "instrument": "technology_sme", "source": f"基期：{REPORT}（F35，828家）；翻番和期限为演示设定"},
        ),
        (
            Task("建立后备企业库", "List the firms that come next", "officer", "2022-06-30", "", "2022-06-21", "后备库已建立，按成长阶段分三级管理。"),
            Task("摸排包头市后备企业", "Find the firms of Baotou", "recommender:150200", "2022-09-30", "", "2022-09-22", "完成规上工业企业摸排，名单报厅。"),
            Task("推动鄂尔多斯市企业评价入库", "Have the firms of Ordos evaluated", "recommender:150600", "2023-12-31", "technology_sme"),
            Task("兑现首次认定奖励", "Pay the reward for a first recognition", "finance", "2024-12-31", "high_tech_enterprise"),
            Task("开展2024年科技型中小企业评价", "Evaluate the technology SMEs of 2024", "officer", "2024-10-31", "technology_sme"),
        ),
    ),
)
LATE = "推动鄂尔多斯市企业评价入库"
ASKS = "入库进度慢于计划，请查明原因，逐家列出清单，限期完成。"
UNTIL = "2024-07-15"
ANSWER = "已列出未入库企业清单，其中辅助账不全的正在辅导，7月上旬完成自评。"
# fmt: on
