"""Documents: equal data give equal pages, text stays text, the contract is complete."""

import io
from pathlib import Path

import pypdf
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.core import documents, keys

CONTRACT = documents.ROOT / "stages/awards/templates/awards/contract.typ"
PRELUDE = """\
#import "/core/typst/official.typ": *
#show: official.with(title: "试", covers: 0)
"""
DIGEST = "3b1f0c9d5e7a42886cf1d0e2b3a4958677f0c2e5d9131b6a8e4470d3f5c29f2c"


@pytest.fixture(scope="module", autouse=True)
def no_own_fonts(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "home", lambda: tmp_path_factory.getbasetemp() / "documents")
        yield


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    def written(text: str) -> Path:
        path = tmp_path_factory.mktemp("typst") / "one.typ"
        path.write_text(PRELUDE + text, encoding="utf-8")
        return path

    return written


@pytest.fixture(scope="module")
def says(template):
    path = template("#data.text")
    return lambda text: words(documents.render(path, {"text": text}))


def words(pdf: bytes) -> str:
    """The text of all pages without the spaces that a line break leaves."""
    return "".join("".join(page.split()) for page in pages(pdf))


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def contract(**changes) -> dict:
    signature = {"signed_at": "2024-06-16T09:00:00+08:00", "digest": DIGEST}
    return {
        "number": "XM-JB-2024-007",
        "title": "稀土尾矿中铌钪高效协同回收关键技术攻关",
        "challenge_number": "2024-B-03",
        "list_title": "2024年第一批揭榜挂帅榜单",
        "parties": [
            _party("甲方（组织方）", "示范自治区科学技术厅", "白音宝力格"),
            _party("乙方（发榜方）", "北方昭山稀土资源股份有限公司", "赵志远"),
            _party("丙方（揭榜方）", "华东云岭矿冶大学", "顾承泽"),
        ],
        "leader": {"name": "林知夏", "title": "教授"},
        "team": [{"name": "其木格", "role": "选矿预富集与中试线建设"}],
        "targets": [{"name": "氧化铌回收率", "unit": "%", "value": "≥72", "test": "三批取样"}],
        "acceptance_test": "中试线连续运行30日。\n先由乙方出具用户意见。",
        "route": "预富集、加压酸浸、梯级萃取。",
        "milestones": [
            _milestone(1, "工艺贯通", "2024-12-31", 40, "8,000,000.00"),
            _milestone(2, "连续运行", "2026-06-30", 60, "12,000,000.00"),
        ],
        "amount": "20,000,000.00",
        "support": "6,000,000.00",
        "support_rule": "按经审计的研发投入的30%支持，最高1000万元。",
        "deadline_on": "2026-06-30",
        "pledge": {
            "goal": "氧化铌总回收率不低于72%。",
            "deadline": "2026-06-30",
            "consequences": ["终止项目，退回结余资金；", "记入科研诚信记录。"],
            "exemption": "已勤勉尽责的，经认定可以免除责任。",
        },
        "signatures": [
            {"party": "甲方", "signer": "白音宝力格", "capacity": "法定代表人", **signature},
            {"party": "丙方", "signer": "顾承泽", "capacity": "法定代表人", **signature},
            {"party": "丙方", "signer": "林知夏", "capacity": "项目负责人", "signed_at": None},
        ],
        "issued_on": "2024-06-15",
        "digest": DIGEST,
    } | changes


def _party(role: str, name: str, representative: str) -> dict:
    code = "91150200MA0N00017K"
    return {"role": role, "name": name, "credit_code": code, "representative": representative}


def _milestone(number: int, title: str, due_on: str, share_pct: int, amount: str) -> dict:
    return {
        "number": number,
        "title": title,
        "due_on": due_on,
        "target": "达标",
        "share_pct": share_pct,
        "amount": amount,
    }


def test_the_contract_is_the_same_to_the_byte_and_fit_for_the_archive():
    pdf = documents.render(CONTRACT, contract())

    assert pdf == documents.render(CONTRACT, contract())
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert reader.metadata.title == "揭榜挂帅项目任务书　稀土尾矿中铌钪高效协同回收关键技术攻关"
    assert reader.metadata.creation_date.date().isoformat() == "2024-06-15"


def test_the_contract_says_everything_it_was_given():
    data = contract()

    text = words(documents.render(CONTRACT, data))

    for said in _leaves(data):
        shown = _day(said) if said[:2] == "20" and said[4:5] == "-" else said
        assert "".join(shown.split()) in text
    assert "人民币贰仟万元整" in text
    assert "人民币陆佰万元整" in text
    assert "2024年6月16日09:00" in text


def _leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        unsigned = "signed_at" in value and value["signed_at"] is None
        return [] if unsigned else [one for item in value.values() for one in _leaves(item)]
    if isinstance(value, list):
        return [one for item in value for one in _leaves(item)]
    return [line for line in str(value).split("\n") if "T" not in line[:11]]


def _day(iso: str) -> str:
    try:
        year, month, day = (int(part) for part in iso.split("-"))
    except ValueError:
        return iso
    return f"{year}年{month}月{day}日"


def test_the_pledge_and_the_signatures_have_a_page_of_their_own():
    cover, *body, pledge, signing = pages(documents.render(CONTRACT, contract()))

    assert "第1页" not in "".join(cover.split())
    assert "第1页/共" in "".join(body[0].split())
    assert "军令状" in "".join(pledge.split())
    assert "签署页" not in "".join(pledge.split())
    assert "签署页" in "".join(signing.split())
    assert DIGEST in "".join(signing.split())
    assert "林知夏" not in signing  # who has not signed is not shown as having signed


def test_a_long_pledge_goes_on_instead_of_running_off_the_page():
    goal = "\n".join(f"目标之{number}：" + "甲乙丙丁戊己庚辛壬癸" * 8 for number in range(40))
    pledge = contract()["pledge"] | {"goal": goal}

    text = words(documents.render(CONTRACT, contract(pledge=pledge)))

    assert "目标之39：" in text
    assert "记入科研诚信记录。" in text


def test_missing_values_are_dashes_and_an_empty_team_is_no_table():
    data = contract(team=[], support_rule=None, signatures=[])
    data["parties"][1]["credit_code"] = None

    text = words(documents.render(CONTRACT, data))

    assert "——" in text
    assert "承担工作" not in text


@pytest.mark.parametrize(
    "text",
    ['#panic("x")', "*粗*_斜_`码`", "$x^2$", '"); #sys.version', "= 标题", "// 注", "@引用"],
)
def test_text_never_becomes_code(says, text):
    assert says(text) == "".join(text.split()) + "第1页/共1页"


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_gives_a_document(template_once, text):
    assert documents.render(template_once, {"text": text}).startswith(b"%PDF-")


@pytest.fixture(scope="module")
def template_once(template):
    return template("#data.text")


def test_marks_that_turn_or_hide_text_are_left_out(says):
    assert says("甲\u202e乙\x07\u2066丙") == "甲乙丙第1页/共1页"


def test_a_character_without_a_face_costs_the_standard_not_the_document(template):
    path = template("#data.text")

    assert b"pdfaid" in documents.render(path, {"text": "蒙"})
    assert b"pdfaid" not in documents.render(path, {"text": "ᠮᠣᠩᠭᠣᠯ"})


@pytest.mark.parametrize("text", ["#data.absent", "#heading(context [题])"])
def test_a_wrong_template_is_an_error(template, text):
    with pytest.raises(typst.TypstError):
        documents.render(template(text), {})


@pytest.mark.parametrize(
    ("amount", "in_words"),
    [
        ("0", "人民币零元整"),
        ("10", "人民币壹拾元整"),
        ("1,050.00", "人民币壹仟零伍拾元整"),
        ("10,500,000.05", "人民币壹仟零伍拾万元零伍分"),
        ("100,020,003", "人民币壹亿零贰万零叁元整"),
        ("100,000,300", "人民币壹亿零叁佰元整"),
        ("0.30", "人民币叁角整"),
        ("12.34元", "人民币壹拾贰元叁角肆分"),
        ("1,200 万元", "人民币壹仟贰佰万元整"),
        ("279.5 万元", "人民币贰佰柒拾玖万伍仟元整"),
        ("0.3456 万元", "人民币叁仟肆佰伍拾陆元整"),
        ("8.133333 万元", "人民币捌万壹仟叁佰叁拾叁元叁角叁分"),
        ("约三百万", ""),
        ("约三百万元", ""),
    ],
)
def test_an_amount_is_said_in_words(template, amount, in_words):
    path = template("#amount-in-words(data.amount)")

    assert words(documents.render(path, {"amount": amount})) == in_words + "第1页/共1页"


def test_a_long_title_is_shared_evenly_among_its_lines(template):
    path = template("#banner(size: 18pt, tracking: 0em, data.title)")
    title = "关于“硅片切割用二十五微米以下钨基金刚线母线制备技术”立项的通知"

    pdf = documents.render(path, {"title": title})

    first, second = (line.strip() for line in pages(pdf)[0].splitlines()[:2])
    assert first + second == title
    assert abs(len(first) - len(second)) <= 4


def test_facts_stand_in_a_table(template):
    path = template('#facts("名称", data.name, "电话", none)')

    pdf = documents.render(path, {"name": "某厂"})

    assert words(pdf).startswith("名称某厂电话——")


def test_raised_and_lowered_figures_show_though_the_face_lacks_them(template):
    path = template("#data.text")

    pdf = documents.render(path, {"text": "膨胀系数 10⁻⁶/℃，CO₂，m²"})

    assert b"pdfaid" in pdf  # the archival standard holds: no character is missing
    assert "CO2" in words(pdf)
