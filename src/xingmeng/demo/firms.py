"""Invented enterprises of the region in 2020: who and where they are. Nothing of it is real.

Every name says 演示; codes have right check characters and lie in places no county has.
"""

from dataclasses import dataclass
from random import Random

from xingmeng.demo.unit import Unit

FIRST = (
    *("恒Heng", "瑞Rui", "鑫Xin", "朔Shuo", "青Qing", "云Yun", "阳Yang", "晟Sheng", "泽Ze", "弘Hong"),
    *("嘉Jia", "凯Kai", "隆Long", "祥Xiang", "博Bo", "昊Hao", "诚Cheng", "宁Ning", "岚Lan", "沃Wo"),
    *("绿Lü", "牧Mu", "原Yuan", "河He", "塞Sai", "北Bei", "同Tong", "远Yuan", "正Zheng", "安An"),
    *("达Da", "兴Xing", "华Hua", "景Jing", "源Yuan", "丰Feng", "锦Jin", "尚Shang", "明Ming", "启Qi"),
    *("科Ke", "润Run", "伟Wei", "玉Yu"),
)  # fmt: skip
SECOND = (
    *("禾he", "拓tuo", "岭ling", "川chuan", "域yu", "铭ming", "腾teng", "垣yuan", "策ce", "辰chen"),
    *("石shi", "桥qiao", "林lin", "泉quan", "岳yue", "帆fan", "翰han", "舟zhou", "野ye", "霖lin"),
    *("晖hui", "成cheng", "越yue", "新xin", "光guang", "力li", "和he", "盛sheng", "台tai", "峰feng"),
    *("昌chang", "顺shun", "通tong", "创chuang", "联lian", "汇hui", "益yi", "航hang", "锐rui", "特te"),
    *("朗lang", "森sen", "宇yu", "奕yi", "坤kun"),
)  # fmt: skip
CITIES = (  # share of 100, name, name in English, its counties
    (24, "呼和浩特市", "Hohhot", ("150102", "150103", "150104", "150105", "150121", "150122", "150123")),
    (21, "包头市", "Baotou", ("150202", "150203", "150204", "150206", "150207", "150221", "150222")),
    (16, "鄂尔多斯市", "Ordos", ("150602", "150603", "150621", "150622", "150624", "150626", "150627")),
    (8, "赤峰市", "Chifeng", ("150402", "150404", "150421", "150423", "150426", "150429")),
    (6, "通辽市", "Tongliao", ("150502", "150523", "150525", "150526", "150581")),
    (5, "乌兰察布市", "Ulanqab", ("150902", "150923", "150924", "150926", "150981")),
    (5, "巴彦淖尔市", "Bayannur", ("150802", "150821", "150823", "150826")),
    (4, "呼伦贝尔市", "Hulunbuir", ("150702", "150721", "150724", "150781", "150782")),
    (4, "乌海市", "Wuhai", ("150302", "150303", "150304")),
    (3, "锡林郭勒盟", "Xilingol", ("152502", "152525", "152527", "152531")),
    (2, "兴安盟", "Hinggan", ("152201", "152221", "152224")),
    (2, "阿拉善盟", "Alxa", ("152921", "152923")),
)  # fmt: skip
TRADES = (  # share, division of GB/T 4754, word, word in English
    (9, "26", "新材料化工", "Chemicals"), (6, "30", "非金属材料", "Minerals"),
    (5, "32", "有色金属", "Metals"), (3, "31", "特钢", "Special Steel"),
    (5, "33", "金属制品", "Metalworks"), (6, "34", "机械", "Machinery"),
    (9, "35", "矿山装备", "Mining Equipment"), (8, "38", "电气", "Electric"),
    (5, "39", "电子", "Electronics"), (4, "40", "仪表", "Instruments"),
    (6, "27", "生物制药", "Biopharma"), (5, "14", "食品", "Foods"),
    (5, "13", "农产品", "Farm Products"), (2, "17", "绒纺", "Cashmere"),
    (9, "65", "软件", "Software"), (4, "75", "节能技术", "Energy Saving"),
    (3, "73", "农牧科技", "Agritech"), (3, "77", "生态环境", "Ecology"),
    (2, "01", "种业", "Seeds"), (1, "03", "牧业", "Livestock"),
)  # fmt: skip
EXCLUDED = (  # of R&D super-deduction
    (30, "51", "贸易", "Trading"), (20, "52", "商贸", "Retail"), (14, "72", "商务", "Services"),
    (12, "70", "置业", "Property"), (12, "61", "酒店", "Hotels"), (12, "71", "租赁", "Leasing"),
)  # fmt: skip
PLACE, FIRST_SERIAL = "{city}99", 10_000  # no county ends in 99


@dataclass(frozen=True, slots=True)
class Firm:
    """One invented enterprise: its entry in the register of firms."""

    credit_code: str
    name_zh: str
    name_en: str
    region: str
    industry: str
    registered_on: str

    @property
    def manufactures(self) -> bool:
        return "13" <= self.industry <= "43"


def invent(count: int, dice: Random, *, excluded: bool = False, first: int = 0) -> list[Firm]:
    """So many enterprises, numbered from `first`: no two share a name or a code.

    Errors: ValueError beyond the names there are.
    """
    if first + count > len(FIRST) * len(SECOND):
        raise ValueError("there are no more names")
    return [
        _firm(number, dice, EXCLUDED if excluded else TRADES)
        for number in range(first, first + count)
    ]


def _firm(number: int, dice: Random, trades: tuple) -> Firm:
    _, city, city_en, counties = dice.choices(CITIES, [c[0] for c in CITIES])[0]
    _, industry, trade, trade_en = dice.choices(trades, [t[0] for t in trades])[0]
    one, other = FIRST[number % len(FIRST)], SECOND[number // len(FIRST)]
    region = dice.choice(counties)
    year = 2019 - int(18 * dice.random() ** 1.6)
    place = PLACE.format(city=region[:4])
    shell = Unit(
        key="",
        name_zh=f"{city}{one[0]}{other[0]}{trade}有限公司（演示）",
        name_en=f"{one[1:]}{other[1:]} {trade_en}, {city_en} (demo)",
        kind="enterprise",
        region=region,
        place=place,
        serial=f"MAQ{FIRST_SERIAL + number:05d}",
    )
    founded = f"{year}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    return Firm(shell.credit_code, shell.name_zh, shell.name_en, region, industry, founded)
