"""Who plays in the demo. All organisations and people are invented; codes use no real county."""

from dataclasses import dataclass

from stdnum.cn import uscc

PASSWORD = "Xingmeng-2024"
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One invented organisation. `place` is six digits that no county has."""

    key: str
    name_zh: str
    name_en: str
    kind: str
    region: str
    place: str
    serial: str
    industry: str = ""
    head: str = ""
    founded: str = "2010-05-18"

    @property
    def credit_code(self) -> str:
        """18 characters with both check characters right. Source: GB 32100, GB 11714."""
        lead = {"enterprise": "91"}.get(self.kind, "12")
        stem = f"{lead}{self.place}{self.serial}{_organisation_check(self.serial)}"
        return stem + uscc.calc_check_digit(stem)


def _organisation_check(serial: str) -> str:
    total = sum(LETTERS.index(c) * w for c, w in zip(serial, ORG_WEIGHTS, strict=True))
    left = 11 - total % 11
    return {10: "X", 11: "0"}.get(left, str(left))


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """One account: who, in which role, for which organisation or area."""

    username: str
    name: str
    role: str
    unit: str = ""
    area: str = ""
    title: str = ""
    what_zh: str = ""
    what_en: str = ""


UNITS = (
    Unit(key="rare", name_zh="包头市天骄稀土功能材料有限公司（演示）", name_en="Baotou Tianjiao Rare-Earth Materials (demo)", kind="enterprise", region="150203", place="150299", serial="MA0DEM01", industry="32", head="巴特尔", founded="2009-03-16"),
    Unit(key="dairy", name_zh="呼和浩特市青原乳业有限公司（演示）", name_en="Hohhot Qingyuan Dairy (demo)", kind="enterprise", region="150105", place="150199", serial="MA0DEM02", industry="14", head="乌云其木格", founded="2006-08-01"),
    Unit(key="hydrogen", name_zh="鄂尔多斯市驭风氢能科技有限公司（演示）", name_en="Ordos Yufeng Hydrogen (demo)", kind="enterprise", region="150603", place="150699", serial="MA0DEM03", industry="44", head="刘志远", founded="2018-11-20"),
    Unit(key="shanghai", name_zh="上海临港先进材料研究院（演示）", name_en="Lingang Institute of Advanced Materials, Shanghai (demo)", kind="institute", region="310000", place="310099", serial="MB0DEM04", industry="73", head="沈嘉禾"),
    Unit(key="beijing", name_zh="北京燕山理工大学（演示）", name_en="Yanshan University of Science and Technology, Beijing (demo)", kind="university", region="110000", place="110099", serial="MB0DEM05", industry="83", head="顾怀远"),
    Unit(key="local", name_zh="内蒙古阴山材料工程有限公司（演示）", name_en="Yinshan Materials Engineering, Inner Mongolia (demo)", kind="enterprise", region="150204", place="150299", serial="MA0DEM06", industry="73", head="赵建国", founded="2014-04-09"),
    Unit(key="magnet", name_zh="宁波海曙磁业股份有限公司（演示）", name_en="Haishu Magnetics, Ningbo (demo)", kind="enterprise", region="330000", place="330099", serial="MA0DEM07", industry="39", head="郑海生", founded="2003-01-22"),
    Unit(key="experts", name_zh="华北评审专家协会（演示）", name_en="North China Reviewers' Association (demo)", kind="other", region="110000", place="110099", serial="MB0DEM08", industry="74", head="何敬之"),
)  # fmt: skip
PLAYERS = (
    Player(username="issuer", name="其其格", role="applicant", unit="rare", what_zh="提出需求、选定揭榜方、签约、出具用户意见", what_en="states a need, chooses, signs, measures"),
    Player(username="bidder", name="林雨桐", role="organisation_administrator", unit="shanghai", what_zh="揭榜、签军令状、报告里程碑、登记成果和收益", what_en="bids, pledges, reports, files outcome and income"),
    Player(username="bidder2", name="周启明", role="applicant", unit="beijing", what_zh="另一家揭榜方", what_en="another bidder"),
    Player(username="bidder3", name="赵建国", role="applicant", unit="local", what_zh="第三家揭榜方（自治区内企业）", what_en="a third bidder, from the region"),
    Player(username="bureau", name="王敏", role="recommender", area="150200", what_zh="包头市科技局：推荐、形式审查", what_en="Baotou bureau: recommends and screens"),
    Player(username="ordos", name="包图雅", role="recommender", area="150600", what_zh="鄂尔多斯市科技局：推荐、形式审查", what_en="Ordos bureau: recommends and screens"),
    Player(username="officer", name="苏日娜", role="officer", what_zh="厅业务处：凝练、发榜、受理、组织评审、核查", what_en="department: refines, lists, screens, inspects"),
    Player(username="officer2", name="陈立", role="officer", what_zh="厅业务处：第二把钥匙", what_en="department: the second key"),
    Player(username="expert", name="黄文博", role="expert", unit="experts", title="研究员", what_zh="评审专家", what_en="expert"),
    Player(username="expert2", name="罗晓岚", role="expert", unit="experts", title="教授", what_zh="评审专家", what_en="expert"),
    Player(username="expert3", name="邵一鸣", role="expert", unit="experts", title="正高级工程师", what_zh="评审专家", what_en="expert"),
    Player(username="chair", name="白音", role="chair", what_zh="厅务会：决定立项", what_en="chair: decides"),
    Player(username="finance", name="孙莉", role="finance", what_zh="财务：下达预算、支付", what_en="finance: opens money, pays"),
    Player(username="discipline", name="高峰", role="discipline", what_zh="纪检监察：核查异议", what_en="discipline: examines objections"),
    Player(username="leader", name="那顺", role="leader", what_zh="领导：看板", what_en="leader: reads the board"),
    Player(username="dairy", name="娜仁", role="organisation_administrator", unit="dairy", what_zh="乳品企业：写到一半的需求", what_en="dairy firm: a need half written"),
    Player(username="hydrogen", name="刘志远", role="organisation_administrator", unit="hydrogen", what_zh="氢能企业：正在张榜", what_en="hydrogen firm: its challenge is open"),
    Player(username="admin", name="系统管理员", role="administrator", what_zh="管理员", what_en="administrator"),
)  # fmt: skip
