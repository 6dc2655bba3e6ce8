"""Field service as the demo tells it: counties, industries, teams, techniques. All invented.

The ten counties are those with key support for rural revitalisation; what they ask is made up.
"""

from typing import NamedTuple


class County(NamedTuple):
    """A county with key support, who acts for it, and the industries that ask for teams."""

    code: str
    who: str
    language: str
    industries: tuple[str, ...]


class Industry(NamedTuple):
    """An industry of a county: its words, its field, and what is worked on."""

    zh: str
    en: str
    field: str
    things: tuple[str, ...]


INDUSTRIES = {
    "sheep": Industry("肉羊", "Sheep", "230", ("肉羊", "羔羊", "种公羊", "育肥羊", "舍饲羊")),
    "cattle": Industry(
        "肉牛", "Beef cattle", "230", ("肉牛", "犊牛", "母牛", "育肥牛", "安格斯牛")
    ),
    "potato": Industry(
        "马铃薯", "Potatoes", "210", ("马铃薯", "脱毒种薯", "原原种", "商品薯", "加工薯")
    ),
    "oats": Industry(
        "燕麦荞麦", "Oats and buckwheat", "210", ("燕麦", "荞麦", "莜麦", "饲用燕麦", "苦荞")
    ),
    "maize": Industry(
        "玉米", "Maize", "210", ("玉米", "青贮玉米", "鲜食玉米", "制种玉米", "间作玉米")
    ),
    "rice": Industry("水稻", "Rice", "210", ("水稻", "旱作水稻", "稻米", "稻田", "稻种")),
    "grass": Industry(
        "饲草", "Fodder", "210", ("苜蓿", "羊草", "披碱草", "青贮饲草", "人工草地")
    ),
    "forest": Industry(
        "林下经济", "Under the trees", "220", ("木耳", "蓝莓", "林下药材", "榛子", "桦树汁")
    ),
    "food": Industry(
        "农畜产品加工", "Processing", "550", ("杂粮", "奶食品", "牛羊肉", "果干", "菌类")
    ),
}
COUNTIES = (
    County("150422", "county_1", "zh", ("sheep", "grass")),
    County("150524", "county_2", "mn", ("oats", "cattle")),
    County("150723", "county_3", "zh", ("forest", "food")),
    County("150922", "county_4", "zh", ("potato", "food")),
    County("150923", "county_5", "zh", ("potato", "oats")),
    County("150929", "banner", "mn", ("sheep", "potato")),
    County("152221", "county_6", "zh", ("rice", "cattle")),
    County("152222", "county_7", "mn", ("cattle", "maize")),
    County("152223", "county_8", "zh", ("rice", "maize")),
    County("152529", "county_9", "mn", ("sheep",)),
)
CLERKS = (
    "何占山",
    "乌恩",
    "孟根花",
    "田永胜",
    "郝春梅",
    "包满仓",
    "韩玉柱",
    "白金山",
    "那顺巴图",
)
UNITS = ("chile", "corn", "steppe", "medicine", "daqing")  # that send commissioners
PEOPLE = 4_000
OF_FIRMS = 400  # of them serve enterprises
POSTED = 4  # people whom each county asks for beside its teams
FIELDS_OF = {  # what the people of each unit can do
    "chile": ("210", "230", "550"),
    "corn": ("210", "220", "230"),
    "steppe": ("230", "210", "220"),
    "medicine": ("220", "550", "230"),
    "daqing": ("460", "520", "550", "480"),
}
SKILLS = {
    "210": "作物栽培、良种繁育和植保", "220": "林草种植和林下经济", "230": "家畜繁育、饲养和疫病防控",
    "550": "农畜产品加工和保鲜", "460": "农机和装备改造", "480": "节能和清洁取暖",
    "520": "数据采集和智慧农牧业",
}  # fmt: skip
METHODS = (
    "标准化生产", "良种选育", "水肥一体化", "病虫害绿色防控", "精细化管理", "机械化作业", "减损增效",
    "品质提升", "轻简化栽培", "节水增效", "全程追溯", "疫病净化", "营养调控", "低温贮藏", "加工提质",
)  # fmt: skip
MANNERS = ("", "集成", "示范", "推广", "改良", "配套", "优化", "提升")
TECHNIQUES = 1_000
EFFECT = "与对照户比较，亩均或头均增收按当年市价测算；数据为演示虚构。"
PLACES = (
    "东嘎查",
    "西村",
    "南营子",
    "北沟村",
    "河套嘎查",
    "镇里示范户",
    "合作社基地",
    "查干嘎查",
)
DONE = (
    "查看长势和圈舍，讲解管理要点，现场示范操作。", "组织培训，发放技术资料，答疑。",
    "采样检测，给出整改意见，约定下次回访。", "落实试验示范地块，记录数据。",
)  # fmt: skip
