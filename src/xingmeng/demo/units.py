"""The organisations of the lists: who sets problems, who answers them. All are invented."""

from xingmeng.demo.unit import Unit

# key, name without （演示）, name in English, industry, head; the kind of row says the rest
ISSUERS = (  # in the region; they set the problems
    ("crystal", "150207", "enterprise", "包头市晶阳硅材料有限公司", "Jingyang Silicon, Baotou", "39", "云晓东"),
    ("truck", "150204", "enterprise", "包头市北驰重型矿车有限公司", "Beichi Mining Trucks, Baotou", "35", "董卫国"),
    ("blade", "150204", "enterprise", "包头市朔翼风电叶片有限公司", "Shuoyi Wind Blades, Baotou", "38", "斯琴"),
    ("tailings", "150206", "enterprise", "包头市宝山矿业环境有限公司", "Baoshan Mine Environment, Baotou", "77", "马占山"),
    ("electrode", "150926", "enterprise", "乌兰察布市辉腾炭素有限公司", "Huiteng Carbon, Ulanqab", "30", "田富贵"),
    ("coal", "150622", "enterprise", "鄂尔多斯市库布煤基新材料有限公司", "Kubu Coal-based Materials, Ordos", "26", "郝永胜"),
    ("storage", "150302", "enterprise", "乌海市海勃新型储能有限公司", "Haibo Energy Storage, Wuhai", "38", "石磊"),
    ("potato", "152531", "enterprise", "锡林郭勒盟滦源薯业有限公司", "Luanyuan Potato, Xilingol", "01", "苏和"),
    ("alfalfa", "150421", "enterprise", "赤峰市绍根草业有限公司", "Shaogen Forage, Chifeng", "01", "白金山"),
    ("cattle", "150521", "enterprise", "通辽市科左肉牛种业有限公司", "Kezuo Beef Cattle Breeding, Tongliao", "03", "包海青"),
    ("corn", "152201", "institute", "兴安盟归流河农业技术研究所", "Guiliu River Agricultural Institute, Hinggan", "73", "宝音图"),
    ("medicine", "152921", "institute", "阿拉善盟驼乡蒙医药研究所", "Camel Country Institute of Mongolian Medicine, Alxa", "73", "额尔敦"),
    ("saline", "150821", "enterprise", "巴彦淖尔市总干渠农业开发有限公司", "Zongganqu Farming, Bayannur", "01", "张引河"),
    ("meadow", "150724", "enterprise", "呼伦贝尔市伊敏草原煤业有限公司", "Yimin Grassland Mining, Hulunbuir", "06", "敖日格勒"),
    ("cashmere", "150824", "enterprise", "巴彦淖尔市阴山绒毛制品有限公司", "Yinshan Cashmere, Bayannur", "17", "哈斯其木格"),
    ("water", "150822", "enterprise", "巴彦淖尔市三盛公节水工程有限公司", "Sanshenggong Water Saving, Bayannur", "76", "韩治平"),
)  # fmt: skip
INSIDE = (  # in the region; they bid or join
    ("lucheng", "150205", "enterprise", "包头市鹿鸣矿山装备有限公司", "Luming Mine Equipment, Baotou", "35", "贺喜格"),
    ("daqing", "150102", "university", "大青山理工学院", "Daqingshan Institute of Technology, Hohhot", "83", "乔玉明"),
    ("maowusu", "150626", "enterprise", "鄂尔多斯市乌审煤化工技术有限公司", "Uxin Coal Chemistry, Ordos", "75", "李满囤"),
    ("steppe", "152502", "institute", "锡林郭勒盟浑善草地生态研究所", "Hunshan Institute of Grassland Ecology, Xilingol", "73", "朝鲁"),
    ("chile", "150121", "institute", "敕勒川农牧技术研究所", "Chilechuan Farming Institute, Hohhot", "73", "高娃"),
    ("hetao", "150802", "enterprise", "巴彦淖尔市临黄农业科技有限公司", "Linhuang Agritech, Bayannur", "01", "段有才"),
    ("lingnan", "152221", "enterprise", "兴安盟岭南种业有限公司", "Lingnan Seeds, Hinggan", "01", "王套海"),
    ("herbal", "150702", "enterprise", "呼伦贝尔市草本蒙药有限公司", "Caoben Mongolian Medicine, Hulunbuir", "27", "乌力吉"),
    ("zhaha", "150526", "enterprise", "通辽市扎哈蒙药制剂有限公司", "Zhaha Mongolian Medicine, Tongliao", "27", "金花"),
)  # fmt: skip
OUTSIDE = (  # from the rest of the country; they bid or join
    ("hb_crystal", "130000", "institute", "河北滹沱晶体技术研究院", "Hutuo Institute of Crystal Technology, Hebei", "73", "梁思远"),
    ("zj_furnace", "330000", "enterprise", "浙江曹娥单晶炉装备有限公司", "Cao'e Crystal Furnaces, Zhejiang", "35", "俞立人"),
    ("tj_semi", "120000", "institute", "天津沽上半导体材料研究所", "Gushang Institute of Semiconductor Materials, Tianjin", "73", "季博文"),
    ("hb_drive", "420000", "institute", "湖北楚望智能车辆研究院", "Chuwang Institute of Intelligent Vehicles, Hubei", "73", "江远帆"),
    ("ha_heavy", "410000", "institute", "河南嵩阴重型装备研究院", "Songyin Institute of Heavy Equipment, Henan", "73", "邢国栋"),
    ("js_ai", "320000", "enterprise", "江苏石头城感知技术有限公司", "Shitoucheng Sensing, Jiangsu", "65", "卞之恒"),
    ("js_compo", "320000", "institute", "江苏盐阜复合材料研究院", "Yanfu Institute of Composites, Jiangsu", "73", "丁一川"),
    ("sn_power", "610000", "institute", "陕西泾阳电力技术研究所", "Jingyang Institute of Power Technology, Shaanxi", "73", "雷鸣"),
    ("hl_cold", "230000", "institute", "黑龙江漠河寒区技术研究院", "Mohe Institute of Cold Regions, Heilongjiang", "73", "关雪松"),
    ("gd_env", "440000", "institute", "广东岭外环境技术研究院", "Lingwai Institute of Environment, Guangdong", "73", "区嘉明"),
    ("jx_rare", "360000", "institute", "江西章贡稀散资源研究所", "Zhanggong Institute of Scarce Resources, Jiangxi", "73", "邹启航"),
    ("gs_sand", "620000", "institute", "甘肃腾格风沙研究所", "Tengge Institute of Wind and Sand, Gansu", "73", "魏长河"),
    ("hn_carbon", "430000", "institute", "湖南沅水炭素工程研究院", "Yuanshui Institute of Carbon Engineering, Hunan", "73", "向南星"),
    ("ln_carbon", "210000", "university", "辽宁千山炭材料大学", "Qianshan University of Carbon Materials, Liaoning", "83", "佟建业"),
    ("sd_carbon", "370000", "enterprise", "山东沂源针状焦有限公司", "Yiyuan Needle Coke, Shandong", "25", "孟宪礼"),
    ("bj_cata", "110000", "institute", "北京永定催化技术研究院", "Yongding Institute of Catalysis, Beijing", "73", "程以宁"),
    ("sx_coal", "140000", "institute", "山西汾上煤转化研究所", "Fenshang Institute of Coal Conversion, Shanxi", "73", "武志刚"),
    ("sn_chem", "610000", "university", "陕西渭北能源化工大学", "Weibei University of Energy Chemistry, Shaanxi", "83", "屈子谦"),
    ("gd_store", "440000", "enterprise", "广东伶仃储能科技有限公司", "Lingding Energy Storage, Guangdong", "38", "冼国华"),
    ("sc_vana", "510000", "institute", "四川金沙钒材料研究所", "Jinsha Institute of Vanadium Materials, Sichuan", "73", "廖平川"),
    ("ah_store", "340000", "institute", "安徽巢北储能研究院", "Chaobei Institute of Energy Storage, Anhui", "73", "汪树声"),
    ("zj_chem", "330000", "institute", "浙江瓯上电化学研究所", "Oushang Institute of Electrochemistry, Zhejiang", "73", "金立群"),
    ("fj_micro", "350000", "institute", "福建闽清微生物技术研究所", "Minqing Institute of Microbial Technology, Fujian", "73", "林景和"),
    ("sd_food", "370000", "university", "山东岱阳食品工程大学", "Daiyang University of Food Engineering, Shandong", "83", "滕文昭"),
    ("hl_food", "230000", "university", "黑龙江嫩水食品学院", "Nenshui College of Food, Heilongjiang", "83", "曲慧敏"),
    ("gs_grass", "620000", "institute", "甘肃河右草业研究院", "Heyou Institute of Pastoral Plants, Gansu", "73", "祁连生"),
    ("bj_breed", "110000", "institute", "北京潮白河家畜育种研究院", "Chaobai River Institute of Animal Breeding, Beijing", "73", "傅天成"),
    ("sn_cattle", "610000", "institute", "陕西岐下肉牛研究所", "Qixia Institute of Beef Cattle, Shaanxi", "73", "党耀祖"),
    ("jl_agri", "220000", "university", "吉林松水农业大学", "Songshui Agricultural University, Jilin", "83", "冷秋实"),
    ("ha_repro", "410000", "institute", "河南伏牛家畜繁殖研究所", "Funiu Institute of Animal Reproduction, Henan", "73", "苗得雨"),
    ("ha_corn", "410000", "university", "河南洛水农学院", "Luoshui College of Agriculture, Henan", "83", "谷丰年"),
    ("sc_herb", "510000", "institute", "四川岷上中药质量研究所", "Minshang Institute of Herbal Quality, Sichuan", "73", "文君复"),
    ("sh_drug", "310000", "institute", "上海淞沪药物制剂研究所", "Songhu Institute of Drug Formulation, Shanghai", "73", "陆维诚"),
    ("sd_salt", "370000", "institute", "山东莱阴盐碱土壤研究所", "Laiyin Institute of Saline Soil, Shandong", "73", "于归农"),
    ("xj_soil", "650000", "institute", "新疆塔里旱区水土研究所", "Tali Institute of Arid Soil and Water, Xinjiang", "73", "库尔班"),
    ("nx_soil", "640000", "university", "宁夏贺兰东麓农业学院", "Helan East College of Agriculture, Ningxia", "83", "马文渊"),
    ("hb_soil", "130000", "institute", "河北滏阳水土研究所", "Fuyang Institute of Soil and Water, Hebei", "73", "安立业"),
)  # fmt: skip


def _units(rows: tuple[tuple[str, ...], ...], first: int) -> tuple[Unit, ...]:
    return tuple(
        Unit(
            key=key,
            name_zh=f"{zh}（演示）",
            name_en=f"{en} (demo)",
            kind=kind,
            region=region,
            place=f"{region[:4]}99",
            serial=f"M{'A' if kind == 'enterprise' else 'B'}0DM{number:03d}",
            industry=industry,
            head=head,
            founded=f"{1996 + number % 20}-0{1 + number % 9}-1{number % 10}",
        )
        for number, (key, region, kind, zh, en, industry, head) in enumerate(rows, start=first)
    )


UNITS = (*_units(ISSUERS, 101), *_units(INSIDE, 201), *_units(OUTSIDE, 301))
