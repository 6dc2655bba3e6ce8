"""Who plays in the demo. All organisations and people are invented; codes use no real county."""

from xingmeng.demo import units
from xingmeng.demo.unit import Player, Unit

PASSWORD = "Xingmeng-2024"
FIRST = (
    Unit(key="rare", name_zh="包头市天骄稀土功能材料有限公司（演示）", name_en="Baotou Tianjiao Rare-Earth Materials (demo)", kind="enterprise", region="150203", place="150299", serial="MA0DEM01", industry="32", head="巴特尔", founded="2009-03-16"),
    Unit(key="dairy", name_zh="呼和浩特市青原乳业有限公司（演示）", name_en="Hohhot Qingyuan Dairy (demo)", kind="enterprise", region="150105", place="150199", serial="MA0DEM02", industry="14", head="乌云其木格", founded="2006-08-01"),
    Unit(key="hydrogen", name_zh="鄂尔多斯市驭风氢能科技有限公司（演示）", name_en="Ordos Yufeng Hydrogen (demo)", kind="enterprise", region="150603", place="150699", serial="MA0DEM03", industry="44", head="刘志远", founded="2018-11-20"),
    Unit(key="shanghai", name_zh="上海临港先进材料研究院（演示）", name_en="Lingang Institute of Advanced Materials, Shanghai (demo)", kind="institute", region="310000", place="310099", serial="MB0DEM04", industry="73", head="沈嘉禾"),
    Unit(key="beijing", name_zh="北京燕山理工大学（演示）", name_en="Yanshan University of Science and Technology, Beijing (demo)", kind="university", region="110000", place="110099", serial="MB0DEM05", industry="83", head="顾怀远"),
    Unit(key="local", name_zh="内蒙古阴山材料工程有限公司（演示）", name_en="Yinshan Materials Engineering, Inner Mongolia (demo)", kind="enterprise", region="150204", place="150299", serial="MA0DEM06", industry="73", head="赵建国", founded="2014-04-09"),
    Unit(key="magnet", name_zh="宁波海曙磁业股份有限公司（演示）", name_en="Haishu Magnetics, Ningbo (demo)", kind="enterprise", region="330000", place="330099", serial="MA0DEM07", industry="39", head="郑海生", founded="2003-01-22"),
    Unit(key="experts", name_zh="华北评审专家协会（演示）", name_en="North China Reviewers' Association (demo)", kind="other", region="110000", place="110099", serial="MB0DEM08", industry="74", head="何敬之"),
)  # fmt: skip
UNITS = (*FIRST, *units.UNITS)
PLAYERS = (
    Player(username="issuer", name="其其格", role="applicant", unit="rare", what_zh="为“磨泥再生”的两份揭榜书填写发榜方意见；顺着 2021 年磁体榜单从需求看到收益；在“免申即享”看企业能享受什么、差什么", what_en="marks two bids as the issuer; follow the magnet of 2021 from need to income; see what the law gives the firm"),
    Player(username="bidder", name="林雨桐", role="organisation_administrator", unit="shanghai", what_zh="确认第二笔许可收入分配（公示已满）；签署硅片切割线任务书（负责人签军令状之后）", what_en="confirms the shares of a licence; signs a contract once the leader has pledged"),
    Player(username="bidder2", name="周启明", role="applicant", unit="beijing", what_zh="写完高寒制氢的揭榜书，密封提交，收取回执", what_en="finishes a bid for cold-climate hydrogen, seals it, gets a receipt"),
    Player(username="bidder3", name="赵建国", role="applicant", unit="local", what_zh="区内企业：写揭榜书，跟踪一条待凝练的需求", what_en="firm of the region: writes a bid, follows a need of its own"),
    Player(username="bureau", name="王敏", role="recommender", area="150200", what_zh="包头市科技局：推荐一条刚提交的需求；看本市免申即享汇总和行动方案任务", what_en="Baotou bureau: recommends a need just handed in; sees its area's entitlements and its tasks"),
    Player(username="ordos", name="包图雅", role="recommender", area="150600", what_zh="鄂尔多斯市科技局：推荐储氢瓶口阀需求", what_en="Ordos bureau: recommends a need for hydrogen valves"),
    Player(username="officer", name="苏日娜", role="officer", what_zh="厅业务处：凝练需求，核查肉牛里程碑，给石墨电极作验收结论，登记成果；归集免申即享批次，录入政策，模拟修订", what_en="department: refines a need, inspects a milestone, concludes an acceptance, registers; gathers entitlements, keeps the policy library, simulates a change of the law"),
    Player(username="officer2", name="陈立", role="officer", what_zh="厅业务处另一人：开启揭榜书的第二把钥匙", what_en="another officer: the second key to the bids"),
    Player(username="expert", name="黄文博", role="expert", unit="experts", title="研究员", what_zh="声明无需回避，给“磨泥再生”的两份揭榜书评分", what_en="declares no conflict, marks two bids"),
    Player(username="expert2", name="罗晓岚", role="expert", unit="experts", title="教授"),
    Player(username="expert3", name="邵一鸣", role="expert", unit="experts", title="正高级工程师"),
    Player(username="chair", name="白音", role="chair", what_zh="主持 6 月 28 日厅务会，逐项议定；或单独决定乳清榜单", what_en="holds the meeting of 28 June, or decides on the whey challenge alone"),
    Player(username="finance", name="孙莉", role="finance", what_zh="支付煤基醇项目的中期款，填国库凭证号", what_en="pays the midway instalment of the coal project"),
    Player(username="discipline", name="高峰", role="discipline", what_zh="核查轮边减速器公示期内的实名异议", what_en="examines an objection raised in publicity"),
    Player(username="leader", name="那顺", role="leader", what_zh="看板：15 个榜单、2.744 亿元、12 项签约，逐级点到佐证；政策库、行动方案督办、免申即享汇总", what_en="the board: 15 challenges, 274.4 million, down to the evidence; plans, supervision, entitlements"),
    Player(username="dairy", name="娜仁", role="organisation_administrator", unit="dairy", what_zh="乳品企业：补完写到一半的需求，看乳酸菌成果如何转化；跟踪对科技型中小企业结果提出的异议", what_en="dairy firm: finishes a need half written; see how its starter was converted; it contests a result of the law"),
    Player(username="hydrogen", name="刘志远", role="organisation_administrator", unit="hydrogen", what_zh="氢能企业：在两份排序揭榜书中选定揭榜方", what_en="hydrogen firm: chooses between two ranked bids"),
    Player(username="shen", name="沈嘉禾", role="applicant", unit="shanghai", what_zh="揭榜方法定代表人、项目负责人：为硅片切割线项目签军令状，出具授权", what_en="head and leader of the bidder: pledges a new project, gives mandates"),
    Player(username="batel", name="巴特尔", role="applicant", unit="rare", what_zh="发榜方法定代表人：出具签约授权，填写发榜方意见", what_en="head of the issuer: gives mandates, marks bids"),
    Player(username="banner", name="苏雅拉", role="recommender", area="150929", what_zh="四子王旗科技部门：确认一项推广技术，提出科技特派员需求", what_en="Siziwang Banner: confirms a technique spread, states a demand for commissioners"),
    Player(username="commissioner", name="斯琴", role="", title="高级畜牧师", what_zh="科技特派员：接受服务队的派驻；断网也能写服务日志，把确认码交给牧户", what_en="commissioner: accepts a posting; writes the service log also without a network, and hands over a code"),
    Player(username="admin", name="系统管理员", role="administrator", what_zh="管理员：账号与角色", what_en="administrator: accounts and roles"),
)  # fmt: skip


def samples() -> tuple[Player, ...]:
    """The accounts that a newcomer tries: those with something to try."""
    return tuple(player for player in PLAYERS if player.what_zh)
