"""What became of the contracts: reports, measured results, conclusions. Invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One milestone as reported; empty days have not come yet. `mend` is a first try sent back."""

    key: str
    milestone: str
    on: str
    summary: str
    passed: str = ""
    paid: str = ""
    opinion: str = "佐证与现场核查一致，同意通过。"
    mend: tuple[str, str, str, str] | None = None  # reported, summary, sent back, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a contract ended: asked for, measured by the user, concluded, paid."""

    key: str
    on: str
    summary: str
    measured: str = ""
    results: str = ""
    verdict: str = "met"
    concluded: str = ""
    opinion: str = ""
    reason: str = ""
    paid: str = ""


# fmt: off
REPORTS = (
    Report(key="magnet", milestone="start", on="2022-02-25", passed="2022-03-02", paid="2022-03-08", summary="团队已到位，扩散炉完成检定，试验方案已细化。"),
    Report(key="crystal", milestone="start", on="2022-02-22", passed="2022-03-01", paid="2022-03-09", summary="磁体设计完成评审，两台试验炉停炉改造，氧碳仪已比对。"),
    Report(key="truck", milestone="start", on="2022-02-28", passed="2022-03-04", paid="2022-03-10", summary="样车三台到场，热管理台架和转向执行器样件已投产。"),
    Report(key="blade", milestone="start", on="2022-03-03", passed="2022-03-10", paid="2022-03-16", summary="光纤监测样板完成，前缘护套材料配方冻结。"),
    Report(key="tailings", milestone="start", on="2022-02-18", passed="2022-02-24", paid="2022-03-03", summary="100 亩试验区划定，六座监测站校准，菌剂扩培完成。"),
    Report(key="electrode", milestone="start", on="2022-02-24", passed="2022-03-03", paid="2022-03-09", summary="石墨化炉测温布点 48 处完成，两种焦源各备料 200 吨。"),
    Report(key="coal", milestone="start", on="2022-03-01", passed="2022-03-08", paid="2022-03-15", summary="催化剂公斤级制备线到位，侧线改造施工图审查通过。"),
    Report(key="starter", milestone="start", on="2022-02-21", passed="2022-02-28", paid="2022-03-07", summary="六株菌完成复壮与测序，冻干曲线首轮标定。"),
    Report(key="alfalfa", milestone="start", on="2022-02-27", passed="2022-03-07", paid="2022-03-14", summary="3000 亩地块测绘完成，种子检疫合格到库。"),
    Report(key="cattle", milestone="start", on="2022-03-02", passed="2022-03-09", paid="2022-03-17", summary="三地参考群数据协议签订，首批 1200 头采样完成。"),
    Report(key="corn", milestone="start", on="2022-02-26", passed="2022-03-05", paid="2022-03-11", summary="落实种子 160 吨、播种机 60 台，托管合同 1.6 万亩。"),
    Report(key="medicine", milestone="start", on="2022-02-23", passed="2022-03-02", paid="2022-03-10", summary="膜浓缩设备验证完成，包合工艺首批小试保留率 77%。"),

    Report(key="tailings", milestone="midway", on="2022-06-28", passed="2022-07-05", paid="2022-07-12", summary="100 亩结皮保持 128 天，下风向 TSP 日均最高 0.33 毫克/立方米。"),
    Report(key="starter", milestone="midway", on="2022-10-27", passed="2022-11-03", paid="2022-11-10", summary="5 批存活率 81%—86%，两组轮换组合通过攻击试验。"),
    Report(key="crystal", milestone="midway", on="2022-11-25", passed="2022-12-02", paid="2022-12-12", summary="两台炉各 20 棒，头部氧 10.8 ppma，断线率 2.4%。"),
    Report(key="magnet", milestone="midway", on="2022-12-15", passed="2022-12-20", paid="2022-12-28", summary="中试线改造完成，首批样品矫顽力 19.6 kOe，重稀土 0.92%。"),
    Report(key="medicine", milestone="midway", on="2022-12-26", passed="2023-01-05", paid="2023-01-16", summary="三批中试保留率 76%—79%，加速 3 个月含量下降 5.6%。"),
    Report(key="truck", milestone="midway", on="2023-02-24", passed="2023-03-06", paid="2023-03-15", summary="零下 31℃ 容量保持率 81.5%，制动融合 300 次无冲击报警。"),
    Report(
        key="electrode", milestone="midway", on="2023-03-20", passed="2023-03-29", paid="2023-04-10",
        summary="补测 20 根：端部与中部温差 66℃，电阻率 4.9；原始曲线与炉次一一对应。",
        mend=("2022-12-28", "热场改造完成，样品 20 根，电阻率均值 5.0。", "2023-01-09", "温差只给了均值，没有逐炉曲线；6 根样品的炉次编号对不上，请补测并附原始记录。"),
    ),
    Report(key="alfalfa", milestone="midway", on="2023-05-12", passed="2023-05-22", paid="2023-06-02", summary="越冬率 91.3%，头茬一级草率 64%。"),
    Report(key="coal", milestone="midway", on="2024-05-29", passed="2024-06-19", summary="侧线连续 512 小时，C6 以上伯醇选择性 47.2%，甲烷 8.3%。"),
    Report(key="cattle", milestone="midway", on="2024-06-24", summary="参考群合并到 8700 头，验证准确性 0.62；移植 426 枚，受胎率 47.4%。"),
)
LATE_STARTERS = (
    Report(key="potato", milestone="start", on="2022-11-25", passed="2022-12-05", paid="2022-12-15", summary="双腔雾培槽样机两套，冷凉区温室水电改造完成。"),
    Report(key="potato", milestone="midway", on="2023-10-26", passed="2023-11-06", paid="2023-11-20", summary="3.1 万株单株结薯 34.6 粒，断电 4.5 小时无萎蔫。"),
)
ENDS = (
    End(
        key="tailings", on="2023-06-30", summary="300 亩试验区跨一个春季完成监测，选矿流程连续 72 小时考核完成。",
        measured="2023-07-14", results="抑尘层有效 192 天；下风向 TSP 日均最高 0.27 毫克/立方米；萤石品位 95.3%、回收率 61.8%。",
        concluded="2023-07-28", opinion="监测资料连续，流程平衡可信，四项指标全部达到，同意通过验收。", paid="2023-08-10",
    ),
    End(
        key="crystal", on="2023-08-28", summary="六台炉各 20 棒完成，热场主件仍在使用。",
        measured="2023-09-12", results="头部氧 10.1 ppma，整棒少子寿命 2.3 毫秒，热场主件 3160 小时，电耗 23.3 千瓦时/公斤。",
        concluded="2023-09-22", opinion="取样方法和炉次符合榜单，四项全部达到，同意通过验收。", paid="2023-10-12",
    ),
    End(
        key="alfalfa", on="2023-09-18", summary="第二个越冬年度和三茬收获完成，机井计量齐全。",
        measured="2023-10-09", results="第三年越冬率 89.6%，一级草率 77%，粗蛋白 19.4%，亩节水 43 立方米。",
        concluded="2023-10-20", opinion="样方调查由盟市草原站完成，指标全部达到，同意通过验收。", paid="2023-11-02",
    ),
    End(
        key="magnet", on="2023-11-10", summary="连续 30 批生产完成，四项指标全部达到，详见第三方报告。",
        measured="2023-11-24", results="30 批 300 件：重稀土 0.72%，矫顽力 20.6 kOe，均匀性 4.1%，合格率 97.8%。",
        concluded="2023-12-01", opinion="测试按发榜时固定的办法完成，指标全部达到，同意通过验收。", paid="2023-12-12",
    ),
    End(
        key="starter", on="2023-11-20", summary="10 批中试、12 个月留样和两厂发酵验证完成。",
        measured="2023-12-08", results="活菌数 3.1×10¹⁰，存活率 86.7%，12 个月凝乳 5.6 小时，轮换组合 4 组，成本下降 44%。",
        concluded="2023-12-21", opinion="留样和工厂验证记录完整，五项全部达到，同意通过验收。", paid="2024-01-09",
    ),
    End(
        key="medicine", on="2023-12-04", summary="三批各 300 公斤完成，加速 6 个月含量下降 9.2%，未达到 5% 的要求，原始记录全部归档。",
        measured="2023-12-18", results="保留率 81%，批量 300 公斤，批间差异 6.9%；加速 6 个月含量下降 9.2%，未达到。", verdict="partly",
        concluded="2024-01-15", reason="未达标原因清楚，勤勉尽责，予以免责。",
        opinion="先后试过包合、微囊和低温干法三条路线，记录可追溯，资金使用合规；查明驼乳肽在残余水分 2.5% 以上时自降解，对后续研究有价值。",
    ),
    End(
        key="electrode", on="2024-06-03", summary="60 根电极完成，两家钢厂各 100 炉使用完毕。",
        measured="2024-06-20", results="膨胀系数 1.18，电阻率 4.78 微欧·米，抗折 13.2 兆帕，吨钢消耗 0.93 公斤。",
    ),
    End(key="truck", on="2024-06-21", summary="三车编组累计 6240 公里无责任事故，冬季十天考核数据齐全。"),
)
FAILURE = (  # of the corn: what was reported, what was found, why it failed
    "2022-11-14", "完成示范 0.9 万亩，机组故障较多，烘干按计划进行。",
    "2022-11-28", "核定面积 0.62 万亩，不足考核的三分之一；直收损失率 7.9%；请在一个月内说明资金使用并整改。",
    "2022-12-27", "补充说明：部分资金用于购置非本项目运输车辆，拟下年补足面积。",
    "2023-01-16", "面积和损失率均未达到，且将启动资金用于项目以外的车辆购置，不属于勤勉尽责，终止任务书并追回资金。",
)
RECOVERED = (  # of the corn: what was demanded back and why, when, when it came
    480_000, "启动资金 72 万元中，48 万元用于购置非本项目运输车辆，属违规使用，限期退回。", "2023-02-06", "2023-03-02",
)
BANNED = (  # of the corn's bidder: number, grounds, from, until
    "内科诚信决〔2023〕演示 2 号", "挪用揭榜挂帅启动资金购置与项目无关的车辆。", "2023-02-20", "2025-02-19",
)
OUTCOMES = (  # key, form, title, what it is, filed, registered
    ("tailings", "standard", "尾矿库干滩生物结皮抑尘技术规程", "规定菌剂、喷洒量、结皮厚度和回采前破碎办法，抑尘层有效期 190 天以上，已在三座尾矿库试行。", "2023-08-21", "2023-09-04"),
    ("crystal", "device", "36 英寸热场勾形磁场低氧单晶炉成套装置", "等径段磁场随液位下调，头部氧 10.1 ppma，不加大氩气流量，可在现有炉台上改造。", "2023-10-20", "2023-11-02"),
    ("crystal", "software", "单晶炉磁场与坩埚转速联动控制软件", "按液位、功率和热流体校正模型给出两段式磁场曲线，已装机 46 台。", "2023-10-23", "2023-11-02"),
    ("alfalfa", "variety", "根蘖型抗寒苜蓿品系", "沙地第三年越冬率 89.6%，可自我补苗，适合年积温 2600℃ 以上的半干旱区。", "2023-11-20", "2023-12-05"),
    ("magnet", "process", "厚磁体双面晶界扩散成套工艺", "8 毫米厚钕铁硼磁体在重稀土用量降到 0.8% 以下时矫顽力超过 20 kOe，已在中试线连续运行。", "2023-12-20", "2023-12-28"),
    ("starter", "process", "草原源乳酸菌直投式发酵剂冻干制备工艺", "冷胁迫诱导加分段冻干，存活率 86.7%，12 个月凝乳时间不超过 6 小时，菌种成本下降 44%。", "2024-01-22", "2024-02-06"),
    ("starter", "variety", "四组抗噬菌体轮换发酵菌株", "来自牧区传统酸奶的 6 株乳酸菌，组成四组轮换表，随工厂监测每季更新。", "2024-06-18", ""),
)
NUMBERS = {  # of a result, what its form asks beside; well formed, and of nothing real
    "尾矿库干滩生物结皮抑尘技术规程": {"standard_number": "DB15/T 99990-2023", "issued_on": "2023-08-15"},
    "单晶炉磁场与坩埚转速联动控制软件": {"software_number": "2023SR9999901"},
}
SALES = (  # outcome's title, kind, buyer, title, amount, technology, signed, filed, registered, number
    ("尾矿库干滩生物结皮抑尘技术规程", "service", "saline", "盐碱荒滩结皮抑尘技术服务", 860_000, 860_000, "2023-10-16", "2023-10-23", "2023-11-03", "演示2023150000001"),
    ("单晶炉磁场与坩埚转速联动控制软件", "licence", "zj_furnace", "单晶炉联动控制软件许可", 2_400_000, 2_400_000, "2023-12-05", "2023-12-14", "2023-12-26", "演示2023150000002"),
    ("厚磁体双面晶界扩散成套工艺", "licence", "magnet", "厚磁体晶界扩散工艺许可", 3_600_000, 3_200_000, "2024-01-12", "2024-01-15", "2024-01-25", "演示2024150000001"),
    ("草原源乳酸菌直投式发酵剂冻干制备工艺", "transfer", "hl_food", "直投式发酵剂工艺转让", 5_200_000, 4_500_000, "2024-03-18", "2024-03-27", "2024-04-08", "演示2024150000002"),
)
INCOMES = (  # sale's title, received, costs, the unit's rule, shares, filed, shared
    ("单晶炉联动控制软件许可", 1_200_000, 85_000, 60, (("裴知行", 60), ("温若川", 40)), "2024-02-05", "2024-02-27"),
    ("厚磁体晶界扩散工艺许可", 1_800_000, 133_333, 70, (("沈嘉禾", 50), ("林雨桐", 30), ("许安然", 20)), "2024-05-06", "2024-05-23"),
    ("厚磁体晶界扩散工艺许可", 900_000, 62_000, 70, (("沈嘉禾", 50), ("林雨桐", 30), ("许安然", 20)), "2024-06-05", ""),
)
RACE = {  # runner and milestone -> what was reported
    ("gs_grass", "start"): "种源 14 种采集 2.6 吨，种绳网 18 万延米到场，600 亩完成整形。",
    ("hl_cold", "start"): "纤维毯和滴灌管材到场，喷播设备调试完成，600 亩完成整形。",
    ("gs_grass", "checkpoint"): "两个冬季后 8 月调查：盖度 72%，物种 12 种，百米冲沟 0.9 条，亩投入 7100 元。",
    ("hl_cold", "checkpoint"): "两个冬季后 8 月调查：盖度 61%，物种 7 种，百米冲沟 1.4 条，亩投入 8300 元。",
}
RACE_MARKS = {  # runner -> three experts (reached, outlook), then the issuer
    "gs_grass": ((88, 86), (90, 85), (86, 88), (90,)),
    "hl_cold": ((66, 62), (68, 60), (64, 64), (58,)),
}
RACE_COMMENTS = {
    "gs_grass": "同一套样方数据领先明显，乡土种源越冬稳定。",
    "hl_cold": "滴灌撤除后退化，物种和投入两项差距较大。",
}
SECOND_STAGE = 13_000_000  # yuan agreed with the runner who goes on
