"""The demo's partners of the frame 4+8+N, and what invented ones of them agreed on.

Real bodies stand here only as far as public reports name them, and nothing is told of them; who
is not proven in a group waits to be confirmed. All that carries （演示） is invented.
"""

from typing import NamedTuple


class Body(NamedTuple):
    """A real body, as public reports name it; `since` where they say the day it signed."""

    group: str
    zh: str
    en: str
    kind: str
    region: str
    source: str
    since: str = ""
    proven: bool = True


class Met(NamedTuple):
    """A visit or a talk of an invented partner with an invented unit."""

    kind: str
    day: str
    place: str
    people: str
    subject: str
    next_steps: str
    next_on: str = ""


class Promise(NamedTuple):
    """What an agreement promises by a day, and when and how it was there, if it was."""

    kind: str
    zh: str
    en: str
    due: str
    done: str = ""
    evidence: str = ""
    people: int | None = None
    recognition: str = ""


class Deal(NamedTuple):
    """An invented agreement from the first contact on; without a last day it is in talks."""

    zh: str
    en: str
    subject: str
    partners: tuple[str, ...]
    units: tuple[str, ...]
    met: tuple[Met, ...]
    drafted: str
    signed: str = ""
    until: str = ""
    promises: tuple[Promise, ...] = ()
    extended: tuple[str, str] = ("", "")
    ended: tuple[str, str] = ("", "")
    by: str = "officer"


LISTED = "公开报道（2020年12月）：“4”含科技部、内蒙古、北京等，报道未列全"
SIGNED = "公开报道（2020-12-17）：2020-12-11签约方"
UNSURE = "公开报道（2020-12-17）：2020-12-11签约方；所在分组待核定"
TALKED = "公开报道（2020年8月）：会谈对象；是否列入“8”待核定"
FEATURE = "2021年底专题报道：合作单位；是否列入“8”待核定"
INVENTED = "演示数据（虚构）"
# fmt: off
BODIES = (
    Body("4", "科学技术部", "Ministry of Science and Technology", "agency", "110000", LISTED),
    Body("4", "内蒙古自治区", "Inner Mongolia", "agency", "150000", LISTED),
    Body("4", "北京市", "Beijing", "agency", "110000", LISTED, "2020-12-11"),
    Body("4", "广东省", "Guangdong", "agency", "440000", UNSURE, "2020-12-11", proven=False),
    Body("8", "中国农业大学", "China Agricultural University", "university", "110000", UNSURE, "2020-12-11", proven=False),
    Body("8", "中国农业科学院", "Chinese Academy of Agricultural Sciences", "institute", "110000", UNSURE, "2020-12-11", proven=False),
    Body("8", "中国工程院", "Chinese Academy of Engineering", "institute", "110000", TALKED, proven=False),
    Body("8", "中国科学院", "Chinese Academy of Sciences", "institute", "110000", FEATURE, proven=False),
    Body("8", "清华大学", "Tsinghua University", "university", "110000", FEATURE, proven=False),
    Body("8", "上海交通大学", "Shanghai Jiao Tong University", "university", "310000", FEATURE, proven=False),
    Body("N", "中国钢研科技集团", "China Iron & Steel Research Institute Group", "enterprise", "110000", SIGNED, "2020-12-11"),
    Body("N", "中国矿业大学（北京）", "China University of Mining and Technology, Beijing", "university", "110000", SIGNED, "2020-12-11"),
)
PARTNERS = ("beijing", "shanghai", "bj_breed", "jl_agri", "gs_grass", "gd_store", "ln_carbon", "bj_cata", "sh_drug", "hb_drive")
PLATFORM = "GJPT-2022-1505-演示01"
STATION = "YSZJ-2022-1522-演示01"
DEALS = (
    Deal(
        "稀土功能材料联合实验室共建协议（演示）", "Joint laboratory for rare-earth materials (demo)",
        "共建联合实验室，共享测试平台，联合培养人才（虚构）。",
        ("beijing", "shanghai"), ("rare", "daqing"),
        (
            Met("visit", "2021-04-12", "包头市", "校科研院负责人；企业技术负责人", "稀土永磁材料合作（演示）", "互派技术人员，拟定共建方案。", "2021-05-15"),
            Met("talk", "2021-05-10", "北京市", "科技厅业务处；校方、企业负责人", "联合实验室共建条款（演示）", "5月底前签署。", "2021-05-31"),
        ),
        "2021-05-12", "2021-05-28", "2024-05-27",
        (
            Promise("platform", "稀土功能材料联合实验室（演示）", "Joint laboratory for rare-earth materials (demo)", "2021-12-31", "2021-10-20", "实验室挂牌，首批设备到位（虚构）。"),
            Promise("team", "永磁材料团队（演示）", "Team on permanent magnets (demo)", "2021-12-31", "2021-11-18", "团队名单12人，签订聘用合同（虚构）。", 12),
            Promise("project", "高矫顽力磁体合作项目（演示）", "Project on magnets of high coercivity (demo)", "2023-12-31", "2023-11-24", "合作项目通过双方验收（虚构）。"),
        ),
        extended=("2024-05-20", "2027-05-27"),
    ),
    Deal(
        "硅材料院士专家工作站合作协议（演示）", "Workstation on silicon materials (demo)",
        "专家团队驻站研究，联合攻关切割与缺陷控制（虚构）。",
        ("shanghai",), ("crystal",),
        (Met("visit", "2021-06-22", "包头市", "研究院专家组；企业总工程师", "硅片切割线技术（演示）", "提出建站方案。", "2021-07-20"),),
        "2021-07-06", "2021-07-26", "2026-07-25",
        (
            Promise("workstation", "硅材料专家工作站（演示）", "Workstation on silicon (demo)", "2022-06-30", "2022-05-16", "进站专家9人，办公和实验场所落实（虚构）。", 9),
            Promise("project", "金刚石线合作项目（演示）", "Project on diamond wire (demo)", "2024-12-31"),
        ),
    ),
    Deal(
        "肉牛育种联合研究中心共建协议（演示）", "Joint centre for beef-cattle breeding (demo)",
        "共建育种中心，引进育种团队（虚构）。",
        ("bj_breed",), ("cattle", "chile"),
        (Met("talk", "2021-08-26", "呼和浩特市", "科技厅业务处；研究院、企业负责人", "肉牛种源联合攻关（演示）", "9月签约。", "2021-09-20"),),
        "2021-08-30", "2021-09-18", "2026-09-17",
        (
            Promise("platform", "肉牛育种联合研究中心（演示）", "Joint centre for beef cattle (demo)", "2022-09-30", "2022-08-19", "中心挂牌，认定文件已下达（虚构）。", None, PLATFORM),
            Promise("team", "肉牛育种团队（演示）", "Team on beef-cattle breeding (demo)", "2024-03-31"),
        ),
    ),
    Deal(
        "玉米育种工作站合作协议（演示）", "Workstation on maize breeding (demo)",
        "专家进站开展耐旱品种选育（虚构）。",
        ("jl_agri",), ("corn",),
        (Met("visit", "2022-03-17", "兴安盟", "学校专家组；研究所负责人", "耐旱玉米选育（演示）", "起草建站协议。", "2022-04-15"),),
        "2022-03-24", "2022-04-20", "2027-04-19",
        (Promise("workstation", "玉米育种专家工作站（演示）", "Workstation on maize (demo)", "2022-12-31", "2022-11-08", "进站专家6人，工作站获认定（虚构）。", 6, STATION),),
    ),
    Deal(
        "草种业科技合作协议（演示）", "Cooperation on grass seed (demo)",
        "引进草种团队，合作选育和示范（虚构）。",
        ("gs_grass",), ("alfalfa", "steppe"),
        (Met("talk", "2022-05-19", "兰州市", "科技厅业务处；研究院负责人", "苜蓿种质合作（演示）", "6月签约。"),),
        "2022-05-23", "2022-06-15", "2025-06-14",
        (
            Promise("team", "草种选育团队（演示）", "Team on grass seed (demo)", "2022-12-31", "2022-12-05", "团队8人到位（虚构）。", 8),
            Promise("project", "苜蓿制种合作项目（演示）", "Project on alfalfa seed (demo)", "2024-12-31"),
        ),
    ),
    Deal(
        "新型储能联合试验平台共建协议（演示）", "Joint test platform for energy storage (demo)",
        "共建试验平台（虚构）。",
        ("gd_store",), ("storage", "coal"),
        (Met("visit", "2023-02-16", "乌海市", "企业双方技术负责人", "储能系统测试（演示）", "商定平台选址。"),),
        "2023-02-20", "2023-03-09", "2026-03-08",
        (Promise("platform", "新型储能联合试验平台（演示）", "Joint test platform for storage (demo)", "2024-05-31"),),
    ),
    Deal(
        "石墨电极技术合作协议（演示）", "Cooperation on graphite electrodes (demo)",
        "联合开发大规格电极（虚构）。",
        ("ln_carbon",), ("electrode",),
        (),
        "2021-10-11", "2021-11-02", "2024-11-01",
        (Promise("project", "大规格电极合作项目（演示）", "Project on large electrodes (demo)", "2023-10-31", "2023-10-12", "联合测试报告（虚构）。"),),
        ended=("2023-12-15", "约定任务已全部完成，双方商定提前终止（虚构）。"),
    ),
    Deal(
        "催化技术合作框架协议（演示）", "Frame agreement on catalysis (demo)",
        "自治区与研究院开展人才和项目合作（虚构）。",
        ("bj_cata",), (),
        (Met("talk", "2021-06-03", "北京市", "科技厅业务处；研究院负责人", "煤基化学品催化（演示）", "签署框架协议。"),),
        "2021-06-07", "2021-06-25", "2026-06-24",
        (Promise("other", "年度人才交流计划（演示）", "Yearly exchange of staff (demo)", "2024-12-31"),),
    ),
    Deal(
        "蒙药制剂联合研究协议（演示）", "Joint research on Mongolian medicine (demo)",
        "双方正在商谈联合研究内容（虚构）。",
        ("sh_drug",), ("zhaha", "medicine"),
        (Met("talk", "2024-05-22", "上海市", "科技厅业务处；研究所、企业负责人", "蒙药质量标准（演示）", "7月前提出协议文本。", "2024-07-10"),),
        "2024-06-11",
        promises=(Promise("platform", "蒙药制剂联合实验室（演示）", "Joint laboratory on formulations (demo)", "2025-06-30"),),
    ),
    Deal(
        "无人矿车技术合作协议（演示）", "Cooperation on driverless mining trucks (demo)",
        "市科技局牵线，企业与研究院商谈（虚构）。",
        ("hb_drive",), ("truck", "lucheng"),
        (Met("visit", "2024-06-18", "包头市", "市科技局；研究院、企业技术负责人", "矿区无人驾驶（演示）", "提出联合试验方案。", "2024-07-15"),),
        "2024-06-20",
        by="bureau",
    ),
)
# fmt: on
