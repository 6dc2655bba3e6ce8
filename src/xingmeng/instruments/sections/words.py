"""Lists to choose from that several forms share."""

from xingmeng.engines.values import Text

FIELDS = (
    ("electronics", Text("电子信息", "Electronics and information")),
    ("biology", Text("生物与新医药", "Biology and new medicine")),
    ("aerospace", Text("航空航天", "Aviation and space")),
    ("materials", Text("新材料", "New materials")),
    ("services", Text("高技术服务", "High-tech services")),
    ("energy", Text("新能源与节能", "New energy and energy saving")),
    ("environment", Text("资源与环境", "Resources and environment")),
    ("manufacturing", Text("先进制造与自动化", "Advanced manufacturing and automation")),
    ("farming", Text("农牧业", "Farming and animal husbandry")),
    ("health", Text("人口健康与社会事业", "Health and social causes")),
)
INDUSTRIES = (  # sections of GB/T 4754
    ("A", Text("农、林、牧、渔业", "Agriculture, forestry, animal husbandry and fishery")),
    ("B", Text("采矿业", "Mining and quarrying")),
    ("C", Text("制造业", "Manufacturing")),
    (
        "D",
        Text(
            "电力、热力、燃气及水生产和供应业",
            "Electricity, heat, gas and water production and supply",
        ),
    ),
    ("E", Text("建筑业", "Construction")),
    ("F", Text("批发和零售业", "Wholesale and retail trade")),
    ("G", Text("交通运输、仓储和邮政业", "Transport, storage and postal services")),
    ("H", Text("住宿和餐饮业", "Accommodation and food services")),
    (
        "I",
        Text(
            "信息传输、软件和信息技术服务业",
            "Information transmission, software and information technology services",
        ),
    ),
    ("J", Text("金融业", "Financial activities")),
    ("K", Text("房地产业", "Real estate")),
    ("L", Text("租赁和商务服务业", "Leasing and business services")),
    ("M", Text("科学研究和技术服务业", "Scientific research and technical services")),
    (
        "N",
        Text(
            "水利、环境和公共设施管理业",
            "Water conservancy, environment and public facilities management",
        ),
    ),
    ("O", Text("居民服务、修理和其他服务业", "Resident, repair and other services")),
    ("P", Text("教育", "Education")),
    ("Q", Text("卫生和社会工作", "Health and social work")),
    ("R", Text("文化、体育和娱乐业", "Culture, sport and entertainment")),
    (
        "S",
        Text(
            "公共管理、社会保障和社会组织",
            "Public administration, social security and social organisations",
        ),
    ),
    ("T", Text("国际组织", "International organisations")),
)
THEMES = (
    ("high_tech", Text("高新技术", "High technology")),
    ("farming", Text("农牧业", "Farming")),
    ("social", Text("社会发展", "Social development")),
)
KINDS = (
    ("tackle", Text("技术攻关类", "Technical problem")),
    ("conversion", Text("成果转化类", "Conversion of a result")),
)
RESULT_FORMS = (
    ("device", Text("新产品、新装置", "Product or device")),
    ("process", Text("新工艺、新技术", "Process or technique")),
    ("software", Text("软件系统", "Software")),
    ("variety", Text("动植物新品种", "Plant variety or breed")),
    ("standard", Text("标准规范", "Standard")),
)
OWNERSHIP = (
    ("issuer", Text("归发榜方所有", "Owned by the issuer")),
    ("bidder", Text("归揭榜方所有，发榜方有使用权", "Owned by the bidder, used by the issuer")),
    ("shared", Text("双方共有", "Owned by both")),
)
SECRECY = (("open", Text("公开", "Open")),)
UNIT_KINDS = (
    ("enterprise", Text("企业", "Enterprise")),
    ("university", Text("高等院校", "University")),
    ("institute", Text("科研院所", "Research institute")),
    ("hospital", Text("医疗机构", "Hospital")),
    ("agency", Text("机关", "Public agency")),
    ("other", Text("其他", "Other")),
)
DEGREES = (
    ("doctor", Text("博士", "Doctor")),
    ("master", Text("硕士", "Master")),
    ("bachelor", Text("学士", "Bachelor")),
    ("none", Text("无", "None")),
)
RIGHTS = (
    ("invention", Text("发明专利", "Invention patent")),
    ("utility_model", Text("实用新型", "Utility model")),
    ("design", Text("外观设计", "Design")),
    ("software", Text("软件著作权", "Software copyright")),
    ("plant_variety", Text("植物新品种", "Plant variety")),
    ("crop_variety", Text("国家级农作物品种", "National crop variety")),
    ("layout", Text("集成电路布图设计", "Circuit layout")),
    ("drug", Text("国家新药", "National new drug")),
)
ACTIVITIES = (
    ("basic", Text("基础研究", "Basic research")),
    ("applied", Text("应用研究", "Applied research")),
    ("development", Text("试验发展", "Experimental development")),
)
ORIGINS = (
    ("own", Text("自主研发", "Own research")),
    ("joint", Text("产学研联合研发", "Joint research")),
    ("acquired", Text("受让或许可", "Bought or licensed")),
    ("abroad", Text("引进消化吸收再创新", "From abroad, developed further")),
)
RESULTS = (
    ("product", Text("新产品、新装置", "Product or device")),
    ("process", Text("新工艺、新技术", "Process or technique")),
    ("software", Text("软件系统", "Software")),
    ("variety", Text("动植物新品种", "Plant variety or breed")),
    ("patent", Text("专利", "Patent")),
    ("standard", Text("标准规范", "Standard")),
    ("paper", Text("论文、专著", "Paper or book")),
    ("site", Text("示范线、示范基地", "Demonstration site")),
)
PROOFS = (
    ("test", Text("第三方检测报告", "Report of an independent test")),
    ("certificate", Text("授权或登记证书", "Certificate")),
    ("user", Text("用户使用报告", "Report of the users")),
    ("accounts", Text("财务或统计数据", "Accounts or statistics")),
    ("visit", Text("现场查看", "Visit to the site")),
)
SELF_RAISED = (
    ("own", Text("单位自有资金", "The unit's own money")),
    ("loan", Text("银行贷款", "Bank loan")),
    ("investor", Text("社会投资", "Investors")),
    ("local", Text("地方配套", "Money of the league or city")),
    ("none", Text("无自筹", "None")),
)
RESULT_OWNERS = (
    ("holder", Text("归承担单位所有", "Owned by the lead organisation")),
    ("makers", Text("谁完成归谁所有", "Owned by whoever made them")),
    ("shared", Text("承担与合作单位共有", "Owned jointly with the partners")),
    ("team", Text("赋予科研人员所有权或长期使用权", "Granted to the researchers")),
)
