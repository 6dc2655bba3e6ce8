"""How well experts fit a round: worked out, kept, read by whom it is for, with grounds."""

import pytest

from tests import factories, thread
from tests.factories import refused, who
from tests.stages.registry.test_pool import SAID, enrol, row
from xingmeng.core import codes
from xingmeng.stages.review import actions, facts, queries
from xingmeng.stages.review.models import Affinity

pytestmark = pytest.mark.django_db
MAGNET = {
    "kind": "paper",
    "number": "",
    "title": "磁体晶界扩散",
    "abstract": "矫顽力",
    "year": 2019,
}
ENGLISH = {**MAGNET, "title": "Grain boundary diffusion in magnets", "abstract": ""}
CATTLE = {**MAGNET, "title": "肉牛基因组选择", "abstract": "产肉性能"}


@pytest.fixture
def story():
    found = thread.thread_until("round_open")
    enrol(
        row("magnet", name="磁专家", works=[MAGNET], skills=""),
        row("english", name="英专家", works=[ENGLISH], skills=""),
        row("cattle", name="牛专家", works=[CATTLE], skills=""),
        row("skilled", name="无文专家", works=[], skills="钕铁硼磁体晶界扩散"),
        row("away", name="不在", works=[MAGNET], available=False),
    )
    return found


def address(story, more: str = "") -> str:
    return f"{story.round.get_absolute_url()}{more}"


def compute(story, username: str = "officer") -> int:
    return actions.compute_expertise(story.round.pk, actor=who(username))


def names(rows: list[Affinity]) -> list[str]:
    return [one.user.get_full_name() for one in rows]


def test_everybody_available_is_scored_on_every_candidate_with_grounds(story):
    count = compute(story)

    best = queries.best_fits(story.round)
    first = next(iter(best.values()))
    assert count == len(facts.scores(story.round)) == 4 * 2 == Affinity.objects.count()
    assert names(first)[-1] == "牛专家"
    assert set(names(first)) == {"磁专家", "英专家", "牛专家", "无文专家"}
    ground = next(one for one in first if one.user.get_full_name() == "磁专家").grounds[0]
    assert ground["work"] == "磁体晶界扩散"
    assert "晶界扩散" in "".join(ground["terms"])
    english = next(one for one in first if one.user.get_full_name() == "英专家")
    assert english.grounds[0]["terms"] == []
    assert factories.steps_of("round", story.round)[-1] == "compute_expertise"


def test_asked_again_it_is_worked_out_anew(story):
    compute(story)
    before = facts.scores(story.round)
    enrol(row("new", name="新专家", works=[CATTLE]))

    compute(story)

    assert len(facts.scores(story.round)) == len(before) + 2


def test_refusals(story):
    chair, officer = who("chair"), who("officer")
    Affinity.objects.all().delete()

    assert refused(lambda: actions.compute_expertise(story.round.pk, actor=chair)) == [
        "not_your_move"
    ]
    for one in ("magnet", "english", "cattle", "skilled"):
        person = factories.Person.objects.get(user__username=one)
        actions_of_pool = {**SAID, "available": False}
        factories.registry.keep_profile(person.pk, actions_of_pool, actor=officer)
    assert refused(lambda: actions.compute_expertise(story.round.pk, actor=officer)) == [
        "pool_is_empty"
    ]


def test_a_concluded_round_keeps_its_scores():
    story = thread.thread_until("ranked")
    officer = who("officer")

    assert refused(lambda: actions.compute_expertise(story.round.pk, actor=officer)) == [
        "wrong_state"
    ]


def test_the_round_offers_it_and_names_who_fits_best(story):
    client = factories.browser("officer")
    offered = client.get(address(story)).content.decode()

    done = client.post(address(story, "expertise/"))
    shown = client.get(address(story)).content.decode()

    assert address(story, "expertise/") in offered
    assert "磁专家" not in offered.split("<select")[0]
    assert done["Location"] == address(story)
    assert "磁专家" in shown.split("<select")[0]
    assert "磁体晶界扩散" in shown


def test_all_scores_of_a_candidate_are_on_a_page_of_their_own(story):
    compute(story)
    candidate = story.round.candidates.order_by("pk").first()

    page_of = address(story, f"candidates/{codes.of(candidate)}/experts/")
    assert factories.statuses(page_of, "discipline") == {"discipline": 404}
    assert factories.opens("discipline", "round", story.round) == 302
    page = factories.browser("discipline").get(page_of)
    text = page.content.decode()

    assert page.status_code == 200
    assert [n in text for n in ("磁专家", "英专家", "牛专家", "无文专家")] == [True] * 4
    assert "自述专长" in text and "跨语言语义相近" in text


@pytest.mark.parametrize("username", ["issuer", "bidder", "expert", "leader", "visitor"])
def test_others_find_nothing(story, username):
    candidate = story.round.candidates.order_by("pk").first()
    client = factories.browser(username)

    assert client.post(address(story, "expertise/")).status_code == 404
    assert (
        client.get(address(story, f"candidates/{codes.of(candidate)}/experts/")).status_code
        == 404
    )


def test_what_is_not_of_the_round_is_not_found(story):
    client = factories.browser("officer")

    assert client.get(address(story, "candidates/0000-0000/experts/")).status_code == 404
    assert client.get(address(story, "expertise/")).status_code == 405
    assert client.post("/review/rounds/0000-0000/expertise/").status_code == 404


def test_a_page_of_scores_costs_the_same_for_few_and_for_more(story):
    candidate = story.round.candidates.order_by("pk").first()
    path = address(story, f"candidates/{codes.of(candidate)}/experts/")
    compute(story)
    few = factories.queries_of("officer", path)
    enrol(row("new1"), row("new2"))
    compute(story)

    assert factories.queries_of("officer", path) == few
