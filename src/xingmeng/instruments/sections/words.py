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
