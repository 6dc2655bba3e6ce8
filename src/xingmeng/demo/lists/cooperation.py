"""Cooperation of 2021 in its breadth: who came from where, for which units, on what.

All is invented and says so; how much of it there is, is what was published for the year.
"""

# fmt: off
PROVINCES = (
    ("110000", "北京", "Beijing"), ("120000", "天津", "Tianjin"), ("130000", "河北", "Hebei"), ("140000", "山西", "Shanxi"),
    ("210000", "辽宁", "Liaoning"), ("220000", "吉林", "Jilin"), ("230000", "黑龙江", "Heilongjiang"), ("310000", "上海", "Shanghai"),
    ("320000", "江苏", "Jiangsu"), ("330000", "浙江", "Zhejiang"), ("340000", "安徽", "Anhui"), ("350000", "福建", "Fujian"),
    ("360000", "江西", "Jiangxi"), ("370000", "山东", "Shandong"), ("410000", "河南", "Henan"), ("420000", "湖北", "Hubei"),
    ("430000", "湖南", "Hunan"), ("440000", "广东", "Guangdong"), ("450000", "广西", "Guangxi"), ("460000", "海南", "Hainan"),
    ("500000", "重庆", "Chongqing"), ("510000", "四川", "Sichuan"), ("520000", "贵州", "Guizhou"), ("530000", "云南", "Yunnan"),
    ("610000", "陕西", "Shaanxi"), ("620000", "甘肃", "Gansu"), ("630000", "青海", "Qinghai"), ("640000", "宁夏", "Ningxia"),
)
FIELDS = (  # a name that nobody bears, the field, the same in English
    ("星槎", "功能材料", "Xingcha", "functional materials"), ("望舒", "清洁能源", "Wangshu", "clean energy"),
    ("扶摇", "智能装备", "Fuyao", "smart equipment"), ("嘉禾", "作物育种", "Jiahe", "crop breeding"),
    ("青圃", "草原生态", "Qingpu", "grassland ecology"), ("杏坞", "生物医药", "Xingwu", "biomedicine"),
)
HOSTS = (  # units of the region, as the cast knows them
    "rare", "dairy", "hydrogen", "local", "crystal", "truck", "blade", "tailings", "electrode", "coal", "storage", "potato",
    "alfalfa", "cattle", "corn", "medicine", "saline", "meadow", "cashmere", "water", "lucheng", "daqing", "maowusu", "steppe",
    "chile", "hetao", "lingnan", "herbal", "zhaha",
)
# fmt: on
PLATFORMS, STATIONS, TEAMS = 67, 44, 300  # each agreement brings a platform
AT_A_STATION, IN_A_TEAM = 11, 8  # people
