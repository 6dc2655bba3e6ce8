"""What was written for the first batch of key projects of 2024, and how it was reviewed."""

from typing import Any

from xingmeng.demo.lists.programmes import USUAL, WAN

Sheet = tuple[tuple[int, ...], str]  # points by line, and the overall reasons

# fmt: off
DATES: dict[str, Any] = {
    "start_on": "2024-09-01", "end_on": "2026-08-31", "readiness_now": 4, "readiness_then": 7,
    "requested_fen": 200 * WAN, "self_raised_fen": 300 * WAN,
}
PROJECTS: dict[str, dict[str, Any]] = {
    "crystal": USUAL | DATES | {
        "title": "大尺寸N型单晶硅棒低氧控制关键技术",
        "direction": "E1",
        "introduction": "从事单晶硅材料研发与生产。",
        "keywords": "单晶硅；氧含量；热场",
        "abstract": "针对大尺寸N型硅棒氧含量偏高、同心圆缺陷多的问题，开发磁场直拉和热场协同的低氧控制技术。",
        "need": "N型电池对氧含量要求提高一倍，现有热场在大投料量下氧含量波动大，返切率超过一成。",
        "goal": "硅棒头部氧含量稳定低于百万分之七，同心圆缺陷率低于千分之五。",
        "route": "热流体仿真确定磁场与导流筒匹配窗口；小炉验证三种导流结构；大炉连续二十炉次；在线红外测氧闭环调功率。",
        "innovation": "磁场强度随拉速分段变化，抑制坩埚侧氧输运。",
        "state_of_art": "国外以超导磁场为主，造价高；国内多靠降低埚转，牺牲产能。",
        "basis": "有两台试验炉和在线测氧样机，完成小炉二十炉次。",
        "risk": "磁场设备交期长：先用永磁方案验证。",
        "use": "在两个车间推广，年减少返切损失约一千二百万元。",
        "tasks": [{"title": "热场与磁场匹配", "unit": "本单位", "leader": "云晓东", "content": "仿真、导流结构与小炉验证。"}],
        "milestones": [{"target": "2025年8月前：小炉氧含量稳定低于百万分之八。"}, {"target": "2026年8月前：大炉二十炉次达标。"}],
        "targets": [{"name": "头部氧含量（百万分之）", "present": "9.5", "value": "7", "proof": "test"}],
    },
    "truck": USUAL | DATES | {
        "title": "矿用自卸车混合动力能量回收系统",
        "direction": "E2",
        "introduction": "从事矿用自卸车整车研发与制造。",
        "keywords": "矿用车；能量回收；超级电容",
        "abstract": "面向重载下坡工况，研制超级电容与电池复合的能量回收系统，降低单位运量油耗。",
        "need": "露天矿重载下坡制动能量全部耗散在电阻上，油耗占运营成本四成。",
        "goal": "单位运量油耗下降百分之十八，系统寿命不低于两万小时。",
        "route": "工况采集建模；复合储能匹配；整车控制策略台架标定；两台车矿区运行半年。",
        "innovation": "按坡道预判分配电容与电池功率。",
        "state_of_art": "国外有架线式方案，改造费用高；国内混动车型集中在轻载。",
        "basis": "有整车平台和道路数据五万公里。",
        "risk": "低温下电池放电受限：电容承担起步功率。",
        "use": "首批改装二十台，每台年节油六十吨。",
        "tasks": [{"title": "复合储能与控制", "unit": "本单位", "leader": "董卫国", "content": "匹配、控制策略与台架。"}],
        "milestones": [{"target": "2025年8月前：台架节油百分之十五。"}, {"target": "2026年8月前：两台车运行半年。"}],
        "targets": [{"name": "单位运量油耗下降（%）", "present": "0", "value": "18", "proof": "test"}],
    },
    "blade": USUAL | DATES | {
        "title": "退役风电叶片复合材料分级再利用",
        "direction": "E1",
        "introduction": "从事风电叶片设计与制造。",
        "keywords": "风电叶片；复合材料；回收",
        "abstract": "建立退役叶片切割、分级和再利用工艺，再生纤维用于建材和托盘。",
        "need": "区内早期风场进入退役期，叶片堆存占地，缺少经济的处置办法。",
        "goal": "年处理五千吨，再生纤维强度保持率七成以上，综合处置成本每吨低于八百元。",
        "route": "现场水刀分段；低温粉碎分级；再生纤维表面处理；三类产品中试。",
        "innovation": "按铺层设计数据库决定切割位置，保留主梁长纤维。",
        "state_of_art": "国外以水泥窑协同处置为主，附加值低；热解能耗高。",
        "basis": "有叶片铺层数据和切割样机一台。",
        "risk": "再生产品市场接受度：与两家建材企业签意向。",
        "use": "先处理乌兰察布三座风场退役叶片。",
        "tasks": [{"title": "切割与分级", "unit": "本单位", "leader": "斯琴", "content": "数据库、切割和分级工艺。"}],
        "milestones": [{"target": "2025年8月前：分级工艺定型。"}, {"target": "2026年8月前：五千吨线运行。"}],
        "targets": [{"name": "再生纤维强度保持率（%）", "present": "50", "value": "70", "proof": "test"}],
    },
    "electrode": USUAL | DATES | {
        "title": "超高功率石墨电极接头抗折强度提升",
        "direction": "E1",
        "introduction": "从事石墨电极研发与生产。",
        "keywords": "石墨电极；接头；针状焦",
        "abstract": "通过配料级配、浸渍和石墨化曲线优化，提高接头抗折强度，减少断接头事故。",
        "need": "电炉炼钢断接头事故造成停炉，接头强度波动是主要原因。",
        "goal": "接头抗折强度不低于二十五兆帕，批次波动小于百分之六。",
        "route": "级配正交试验；二次浸渍；内串石墨化温度曲线；钢厂三座炉考核。",
        "innovation": "以超声速度场预测接头内部缺陷并分选。",
        "state_of_art": "国外接头强度二十四兆帕左右，国内头部企业约二十二兆帕。",
        "basis": "有全流程生产线和超声检测台。",
        "risk": "针状焦来源波动：两家供货并行验证。",
        "use": "供应区内三家钢厂。",
        "tasks": [{"title": "配料与石墨化", "unit": "本单位", "leader": "田富贵", "content": "级配、浸渍和温度曲线。"}],
        "milestones": [{"target": "2025年8月前：强度达到二十四兆帕。"}, {"target": "2026年8月前：钢厂考核完成。"}],
        "targets": [{"name": "抗折强度（兆帕）", "present": "21", "value": "25", "proof": "test"}],
    },
}
BUREAUS = {"crystal": "bureau", "truck": "bureau", "blade": "bureau", "electrode": "bureau_1509"}
ASKED = {  # whom the officer asks for each, from the pool
    "crystal": ("pool002", "pool026", "pool074"),
    "truck": ("pool008", "pool032", "pool056"),
    "blade": ("pool006", "pool030", "pool078"),
    "electrode": ("pool013", "pool037", "pool061"),
}
# points for need, innovation, route, team, use, budget; and the overall reasons
SHEETS: dict[str, tuple[Sheet, ...]] = {
    "crystal": (
        ((90, 86, 84, 82, 88, 85), "需求明确，磁场分段控制有新意；大炉验证炉次偏少，建议增加。"),
        ((86, 78, 80, 84, 85, 80), "技术路线可行，测氧闭环是难点，应补充标定方法。"),
        ((88, 84, 86, 80, 84, 82), "指标具体可考核，与现有产线衔接好。"),
    ),
    "truck": (
        ((92, 90, 88, 86, 90, 84), "工况数据扎实，节油指标有依据。"),
        ((58, 52, 50, 60, 55, 62), "与已有混动方案区别不大，低温下电池寿命论证不足。"),
        ((84, 80, 82, 78, 82, 80), "系统匹配思路清楚，运行考核时间可再延长。"),
    ),
    "blade": (
        ((80, 72, 70, 74, 78, 76), "方向符合需要，再生产品出路是关键。"),
        ((76, 70, 72, 72, 74, 74), "切割方案可行，成本测算偏乐观。"),
    ),
}
WHYS = {
    ("crystal", 0): {"route": "仿真与小炉、大炉三步衔接合理。", "innovation": "分段磁场少见公开报道。"},
    ("truck", 1): {"innovation": "坡道预判已有同类专利，未说明区别。"},
}
TALK = {
    "crystal": (
        ("pool026", "测氧闭环如果标定周期太长，会影响连续二十炉次的安排，大家怎么看？"),
        ("pool002", "申报书第三步写了在线红外，可在任务书里要求补充标定方法，我认为不影响总体判断。"),
    ),
    "truck": (
        ("pool032", "我的低分主要因为创新性和低温论证，愿意听其他专家的意见。"),
    ),
}
REVISED: Sheet = ((86, 82, 82, 84, 85, 80), "讨论后认为测氧问题可在任务书中约束，适当上调创新性和路线得分。")
SEATED = ("pool000", "pool006", "pool008", "pool010", "pool023")
# fmt: on
