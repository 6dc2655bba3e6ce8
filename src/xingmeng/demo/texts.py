"""What the people of the demo write. Invented, in the manner of real technology needs."""

from xingmeng.engines.values import yuan

NEED = {
    "title": "高矫顽力低重稀土钕铁硼磁体晶界扩散技术",
    "kind": "tackle",
    "theme": "high_tech",
    "field": "materials",
    "bottleneck": "风电和新能源汽车驱动电机要求磁体在 150℃ 下长期工作。现有产品靠添加镝、铽提高矫顽力，重稀土占材料成本的三成以上，且供应波动大。我们尝试过双合金法和常规扩散，厚度超过 5 毫米时扩散深度不足，批次间波动超过 8%。希望得到一种适合批量生产的晶界扩散工艺，在大幅减少重稀土用量的同时保证一致性。",
    "present_level": "自有 1500 吨/年烧结生产线；52M 牌号量产；重稀土质量分数 2.8%，矫顽力 17.5 kOe，批次合格率 91%。",
    "targets": [
        {"name": "重稀土质量分数", "value": "≤ 0.8", "unit": "%"},
        {"name": "矫顽力（20℃）", "value": "≥ 20", "unit": "kOe"},
        {"name": "8 毫米厚磁体扩散均匀性", "value": "≤ 5", "unit": "%"},
    ],
    "total_fen": yuan(20_000_000),
    "own_fen": yuan(14_000_000),
    "deadline_on": "2023-12-31",
    "site": "提供一条中试线、真空扩散炉两台和三年工艺数据。",
    "result_forms": ["process", "device"],
    "ownership": "shared",
    "partner_wish": "有晶界工程和装备经验的团队",
    "secrecy": "open",
    "pledged": True,
}
REFINED = {
    "refined_title": "高矫顽力低重稀土钕铁硼磁体晶界扩散技术",
    "refined_targets": [
        {"name": "重稀土质量分数", "value": "≤ 0.8", "unit": "%"},
        {"name": "矫顽力（20℃）", "value": "≥ 20", "unit": "kOe"},
        {"name": "8 毫米厚磁体扩散均匀性（极差/均值）", "value": "≤ 5", "unit": "%"},
        {"name": "连续 30 批合格率", "value": "≥ 97", "unit": "%"},
    ],
    "acceptance_test": "在发榜方中试线上连续生产 30 批，每批随机抽取 8 毫米厚样品 10 件，由有资质的第三方按国家标准测磁性能和成分；四项指标全部达到为通过。测试样品由发榜方和揭榜方共同封样。",
    "refined_total_fen": yuan(20_000_000),
    "refined_deadline_on": "2023-12-31",
}
BIDS = {
    "bidder": {
        "secrecy": "open",
        "route": "以低熔点镝铜合金为扩散源，先在晶界预置连通通道，再做两段式低温扩散；配合在线称重和温场补偿，解决厚磁体扩散深度和批次波动问题。第一阶段在实验炉确定窗口，第二阶段改造中试线，第三阶段连续 30 批验证。",
        "innovation": "晶界通道预置使 8 毫米厚磁体可以双面扩散贯通；温场补偿模型把炉内温差控制在 3℃ 以内。",
        "base": "已在 6 毫米样品上达到 20.4 kOe、重稀土 0.9%，有相关授权发明专利 5 项，与一家磁体厂完成过公斤级验证。",
        "readiness": 5,
        "promised": [
            {"name": "重稀土质量分数", "value": "0.7", "unit": "%"},
            {"name": "矫顽力（20℃）", "value": "20.5", "unit": "kOe"},
            {"name": "扩散均匀性", "value": "4", "unit": "%"},
            {"name": "连续 30 批合格率", "value": "97.5", "unit": "%"},
        ],
        "schedule": [
            {
                "title": "中试线改造完成并产出首批样品",
                "due_on": "2022-12-20",
                "target": "8 毫米样品矫顽力不低于 19 kOe，重稀土不高于 1.0%",
            }
        ],
        "price_fen": yuan(19_000_000),
        "conditions": "使用发榜方中试线和两台扩散炉。",
        "ownership": "shared",
        "leader_name": "沈嘉禾",
        "leader_title": "研究员",
        "members": [
            {"name": "林雨桐", "role": "工艺与数据"},
            {"name": "许安然", "role": "装备改造"},
        ],
        "partners": [],
        "unrelated": True,
        "pledged": True,
    },
    "bidder2": {
        "secrecy": "open",
        "route": "采用气相沉积方式在磁体表面形成铽膜，再做分段热处理；通过模拟优化膜厚分布。",
        "innovation": "膜厚按磁体受力和温度分布设计，减少用量。",
        "base": "有气相沉积平台，3 毫米样品达到 21 kOe。",
        "readiness": 4,
        "promised": [
            {"name": "重稀土质量分数", "value": "0.8", "unit": "%"},
            {"name": "矫顽力（20℃）", "value": "20", "unit": "kOe"},
        ],
        "schedule": [
            {
                "title": "沉积设备中试",
                "due_on": "2023-03-31",
                "target": "单炉装载量达到 50 公斤",
            }
        ],
        "price_fen": yuan(18_500_000),
        "conditions": "",
        "ownership": "bidder",
        "leader_name": "顾怀远",
        "leader_title": "教授",
        "members": [{"name": "周启明", "role": "热处理"}],
        "partners": [],
        "unrelated": True,
        "pledged": True,
    },
    "bidder3": {
        "secrecy": "open",
        "route": "在现有双合金法上优化粉料配比和时效制度。",
        "innovation": "改动小，便于尽快上线。",
        "base": "承担过磁体厂的工艺改进。",
        "readiness": 6,
        "promised": [
            {"name": "重稀土质量分数", "value": "1.2", "unit": "%"},
            {"name": "矫顽力（20℃）", "value": "19", "unit": "kOe"},
        ],
        "schedule": [{"title": "小批验证", "due_on": "2022-09-30", "target": "连续 5 批合格"}],
        "price_fen": yuan(12_000_000),
        "conditions": "",
        "ownership": "issuer",
        "leader_name": "赵建国",
        "leader_title": "高级工程师",
        "members": [],
        "partners": [],
        "unrelated": True,
        "pledged": True,
    },
}
MARKS = {  # bidder -> marks of the three experts, line by line, and the issuer's
    "bidder": ((92, 90, 88, 80), (90, 86, 90, 78), (94, 88, 86, 82), 90),
    "bidder2": ((80, 84, 86, 76), (78, 82, 88, 74), (82, 80, 84, 78), 75),
    "bidder3": ((55, 62, 66, 92), (58, 60, 70, 90), (52, 64, 68, 94), 60),
}
COMMENTS = {
    "bidder": "逐项应答榜单，厚磁体扩散有实测数据支撑，路线可放大。",
    "bidder2": "团队基础好，但气相沉积装载量与批量生产有距离，中期节点偏晚。",
    "bidder3": "报价低、见效快，承诺值未达到榜单要求。",
}
HYDROGEN = {
    "title": "高寒风沙环境下碱性电解槽宽功率波动制氢技术",
    "kind": "tackle",
    "theme": "high_tech",
    "field": "energy",
    "bottleneck": "风电直供制氢时功率在 20% 到 110% 之间频繁波动，现有电解槽低负荷时氢氧互窜，低于 30% 就要停机；冬季零下 30℃ 冷启动超过 2 小时。希望在不增加缓冲储能的条件下拓宽负荷范围、缩短冷启动时间。",
    "present_level": "现有单槽 1000 标方/时，负荷下限 30%，直流电耗 4.5 千瓦时/标方。",
    "targets": [
        {"name": "负荷下限", "value": "≤ 15", "unit": "%"},
        {"name": "直流电耗", "value": "≤ 4.2", "unit": "kWh/Nm³"},
    ],
    "total_fen": yuan(16_000_000),
    "own_fen": yuan(11_200_000),
    "deadline_on": "2026-12-31",
    "site": "提供风电直供试验场和一套 1000 标方电解槽。",
    "result_forms": ["device"],
    "ownership": "shared",
    "partner_wish": "",
    "secrecy": "open",
    "pledged": True,
}
HYDROGEN_REFINED = {
    "refined_title": "高寒环境宽功率波动碱性电解制氢技术",
    "refined_targets": [
        {"name": "稳定运行负荷下限", "value": "≤ 15", "unit": "%"},
        {"name": "额定直流电耗", "value": "≤ 4.2", "unit": "kWh/Nm³"},
        {"name": "零下 30℃ 冷启动时间", "value": "≤ 40", "unit": "分钟"},
    ],
    "acceptance_test": "在发榜方试验场接入风电实测功率曲线连续运行 168 小时，由第三方记录负荷、氧中氢含量和电耗；冬季在零下 30℃ 以下做三次冷启动，全部达标为通过。",
    "refined_total_fen": yuan(16_000_000),
    "refined_deadline_on": "2026-12-31",
}
DAIRY = {
    "title": "低温巴氏杀菌乳货架期延长技术",
    "kind": "tackle",
    "theme": "farming",
    "field": "farming",
    "bottleneck": "低温奶货架期只有 7 天，草原牧场到东部市场的运输占去 3 天。",
}
POWDER = NEED | {
    "title": "稀土抛光粉粒度一致性控制技术",
    "bottleneck": "高端光学玻璃要求抛光粉中位粒径 1 微米上下、大颗粒少于百万分之五。现有湿法研磨批次间差异大，划伤率居高不下，客户要求逐批复检。希望得到在线粒度监测与分级联动的控制方法。",
    "present_level": "年产 3000 吨，中位粒径波动 ±0.3 微米，大颗粒约百万分之二十。",
    "targets": [
        {"name": "中位粒径波动", "value": "≤ ±0.05", "unit": "微米"},
        {"name": "大颗粒含量", "value": "≤ 5", "unit": "ppm"},
    ],
    "total_fen": yuan(6_000_000),
    "own_fen": yuan(4_200_000),
    "deadline_on": "2026-06-30",
    "site": "提供一条湿法研磨线和在线取样口。",
}
INSULATION = NEED | {
    "title": "寒区管廊复合保温材料耐久性提升技术",
    "theme": "social",
    "field": "environment",
    "bottleneck": "寒区综合管廊保温层在冻融和潮湿交替下三年内导热系数上升四成，接缝处结露。希望得到吸水率更低、接缝可靠的复合保温体系，并给出可验证的寿命评估方法。",
    "present_level": "现用聚氨酯复合板，吸水率 3%，运行两年后导热系数 0.034。",
    "targets": [
        {"name": "吸水率", "value": "≤ 1", "unit": "%"},
        {"name": "300 次冻融后导热系数", "value": "≤ 0.026", "unit": "W/(m·K)"},
    ],
    "total_fen": yuan(4_000_000),
    "own_fen": yuan(2_800_000),
    "deadline_on": "2026-10-31",
    "site": "提供 500 米试验段和三年监测数据。",
}
VALVE = NEED | {
    "title": "70 兆帕储氢瓶口阀低温密封技术",
    "field": "energy",
    "bottleneck": "70 兆帕瓶口阀在零下 40℃ 快速充放时密封圈收缩，300 次循环后外漏率由每小时 0.8 标准毫升升到 9 标准毫升，冬季停用占全部故障的六成。希望得到低温下仍有弹性、耐氢溶胀的密封结构和可批量检测的方法。",
    "present_level": "自有阀体 3 种规格，常温循环 1 万次合格，低温 300 次后泄漏超标。",
    "targets": [
        {"name": "零下 40℃ 循环寿命", "value": "≥ 15000", "unit": "次"},
        {"name": "外漏率", "value": "≤ 2", "unit": "NmL/h"},
    ],
    "total_fen": yuan(5_000_000),
    "own_fen": yuan(3_500_000),
    "deadline_on": "2026-11-30",
    "site": "提供 70 兆帕低温循环试验台一套。",
}
