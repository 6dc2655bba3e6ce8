"""The log: what a device sends arrives once, however often and in any order; who confirms."""

import json
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories
from tests.factories import moment, refused, who
from tests.fielding import ENTRY, KEY, TECHNIQUE, fielding_until
from xingmeng.core import attachments, codes
from xingmeng.core.models import File
from xingmeng.stages.fieldwork import actions
from xingmeng.stages.fieldwork.models import ServiceEntry, Technique

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0f01f000500010098d1a2bd0000000049454e44ae426082"
)
DAY = "2021-06-10"


def photo(name: str = "现场.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def key(number: int) -> str:
    return str(UUID(int=number, version=4))


def logging(story, *, by: str = "teacher", client_key: str = KEY, photos=(), **changed):
    actor = who(by)
    with moment(DAY):
        return actions.log(
            story.agreement.pk,
            ENTRY | changed,
            client_key=client_key,
            photos=photos,
            actor=actor,
        )


class TestQueue(TestCase):
    """Any queue, sent in any order and with anything sent again, gives the same log."""

    @settings(max_examples=30, deadline=None)
    @given(data=st.data())
    def test_any_order_and_repetition_gives_the_same_log(self, data):
        written = data.draw(
            st.lists(
                st.tuples(st.integers(1, 60), st.sampled_from(["甲嘎查", "乙嘎查"])),
                min_size=1,
                max_size=5,
                unique_by=lambda one: one[0],
            )
        )
        again = data.draw(st.lists(st.sampled_from(written), max_size=5))
        sent = data.draw(st.permutations([*written, *again]))
        story = fielding_until("in_force")

        for number, place in sent:
            logging(story, client_key=key(number), place=place, photos=[photo()])

        kept = set(ServiceEntry.objects.values_list("client_key", "place"))
        assert kept == {(key(number), place) for number, place in written}
        assert ServiceEntry.objects.count() == len(written)
        assert File.objects.filter(kind="service_entry").count() == len(written)


@pytest.mark.django_db
class TestLog:
    def test_what_was_sent_before_is_answered_as_it_stands_and_writes_nothing(self):
        story = fielding_until("in_force")
        first = logging(story, photos=[photo()])

        before = factories.counts()
        second = logging(story, text="另外写的", photos=[photo()])

        assert second == first
        assert second.text == ENTRY["text"]
        assert factories.counts() == before

    def test_the_same_key_of_another_author_is_another_entry(self):
        story = fielding_until("in_force")
        row = logging(story)
        other = who("teacher2").user_id

        factories.copies(row, 1, author_id=str(other), code="c{n}")
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.copies(row, 1, code="d{n}")

        assert ServiceEntry.objects.filter(client_key=KEY).count() == 2

    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({"served_on": "2021-06-11"}, ["day_to_come"]),
            ({"served_on": "2021-03-14"}, ["outside_the_term"]),
            ({"hours": "1.3"}, ["not_in_halves"]),
            ({"hours": "0"}, ["not_in_halves"]),
            ({"hours": "25"}, ["too_big"]),
            ({"latitude": None}, ["half_a_position"]),
            ({"kind": "", "text": ""}, ["answer_needed", "answer_needed"]),
            ({"client_key": "1"}, ["no_client_key"]),
            ({"client_key": KEY.upper().replace("1", "A")}, ["no_client_key"]),
            ({"photos": [photo("a.pdf", factories.PDF)]}, ["pictures_only"]),
            ({"photos": [photo()] * 7}, ["too_many_files"]),
            ({"photos": [photo("a.png", factories.PDF)]}, ["file_type_mismatch"]),
        ],
    )
    def test_an_entry_that_is_not_in_order_writes_nothing(self, changed, expected):
        story = fielding_until("in_force")

        assert refused(lambda: logging(story, **changed)) == expected

    def test_a_position_is_kept_to_a_hundredth_of_a_degree(self):
        story = fielding_until("in_force")

        row = logging(story)

        assert (row.latitude, row.longitude) == (4_065, 10_984)
        assert {f.name for f in ServiceEntry._meta.fields if "latitude" in f.name} == {
            "latitude"
        }

    def test_nobody_logs_before_it_is_signed_or_after_it_ended(self):
        story = fielding_until("consented")
        assert refused(lambda: logging(story)) == ["wrong_state"]
        with moment("2021-03-15"):
            story.in_force()
        story.move("service_agreement", story.agreement, "end_early", "county", reason="调离")

        assert refused(lambda: logging(story)) == ["wrong_state"]

    def test_who_was_served_confirms_by_the_code_and_once(self):
        story = fielding_until("logged")
        address = f"/fieldwork/served/{story.entry.code}/"
        client = factories.browser("nobody")

        with moment("2021-05-22"):
            bare = client.post(address, {"confirm": "1"})
            done = client.post(address, {"confirm": "1", "satisfied": "4"})
            again = client.post(address, {"confirm": "1", "satisfied": "5"})

        row = ServiceEntry.objects.get()
        assert (bare.status_code, done.status_code, again.status_code) == (409, 302, 409)
        assert (row.state, row.satisfied) == ("confirmed", 4)
        assert row.confirmed_on.isoformat() == "2021-05-22"

    def test_who_was_served_says_that_it_was_not_so(self):
        story = fielding_until("logged")
        address = f"/fieldwork/served/{story.entry.code}/"
        client = factories.browser("nobody")

        bare = client.post(address, {"dispute": "1"})
        done = client.post(address, {"dispute": "1", "reason": "当天没有来"})

        assert (bare.status_code, done.status_code) == (409, 302)
        assert ServiceEntry.objects.get().state == "disputed"

    def test_a_served_unit_that_signs_in_confirms_too(self):
        story = fielding_until("logged")
        home = factories.unit("magnet")
        factories.with_role("visitor", "applicant", organisation_id=home.pk)
        story.agreement.served_id = home.pk
        story.agreement.save()

        assert refused(
            lambda: story.move(
                "service_entry", story.entry, "confirm", "teacher", satisfied="5"
            )
        ) == ["not_your_move"]
        story.move("service_entry", story.entry, "confirm", "visitor", satisfied="5")
        assert ServiceEntry.objects.get().state == "confirmed"

    def test_a_withdrawn_entry_cannot_be_confirmed_by_its_code(self):
        story = fielding_until("logged")
        story.move("service_entry", story.entry, "withdraw", "teacher")

        assert factories.browser("nobody").get(
            f"/fieldwork/served/{story.entry.code}/"
        ).status_code == 404  # fmt: skip

    def test_codes_differ_and_have_fifty_bits(self):
        story = fielding_until("in_force")
        rows = [logging(story, client_key=key(n)) for n in range(1, 9)]

        assert len({row.code for row in rows}) == len(rows)
        assert {len(row.code) for row in rows} == {10}


@pytest.mark.django_db
class TestPage:
    def posted(self, story, **changed) -> dict:
        said = {k: "" if v is None else str(v) for k, v in ENTRY.items()}
        named = {"agreement": codes.of(story.agreement), "client_key": KEY}
        return said | named | changed

    def test_a_script_sends_twice_and_one_entry_is_there(self):
        story = fielding_until("in_force")
        client = factories.browser("teacher")
        headers = {"Accept": "application/json"}

        with moment(DAY):
            one, two = (
                client.post(
                    "/fieldwork/log/", self.posted(story, photo=photo()), headers=headers
                )
                for _ in range(2)
            )

        assert (one.status_code, two.status_code) == (200, 200)
        assert one.json() == two.json()
        row = ServiceEntry.objects.get()
        assert one.json()["entry"] == row.get_absolute_url()
        assert attachments.of("service_entry", row.pk).count() == 1

    def test_a_script_hears_in_words_what_is_wrong(self):
        story = fielding_until("in_force")
        with moment(DAY):
            answer = factories.browser("teacher").post(
                "/fieldwork/log/",
                self.posted(story, hours="1.3"),
                headers={"Accept": "application/json"},
            )

        assert answer.status_code == 409
        assert any("半小时" in line for line in json.loads(answer.content)["errors"])

    def test_without_a_script_the_form_does_the_same(self):
        story = fielding_until("in_force")
        client = factories.browser("teacher")
        with moment(DAY):
            page = client.get("/fieldwork/log/").content.decode()
            wrong = client.post("/fieldwork/log/", self.posted(story, place=""))
            nowhere = client.post("/fieldwork/log/", self.posted(story, agreement="x"))
            good = client.post("/fieldwork/log/", self.posted(story))

        assert codes.of(story.agreement) in page
        assert (wrong.status_code, nowhere.status_code) == (409, 409)
        assert good["Location"] == ServiceEntry.objects.get().get_absolute_url()

    def test_the_worker_is_a_script_of_its_own_folder(self):
        answer = factories.browser("nobody").get("/fieldwork/log/worker.js")

        assert answer["Content-Type"] == "text/javascript"
        assert "Service-Worker-Allowed" not in answer
        assert b"respondWith" in answer.content

    def test_another_writes_to_no_agreement_of_mine(self):
        story = fielding_until("in_force")
        with moment(DAY):
            answer = factories.browser("stranger").post("/fieldwork/log/", self.posted(story))

        assert answer.status_code == 404
        assert not ServiceEntry.objects.exists()


@pytest.mark.django_db
class TestTechniques:
    def test_a_technique_counts_once_a_year_and_once_its_county_confirmed_it(self):
        story = fielding_until("reported")

        def report(**changed):
            given = TECHNIQUE | changed
            return actions.report(story.agreement.pk, given, actor=who("teacher"))

        assert refused(report) == ["reported_already"]
        assert refused(lambda: report(year=2019)) == ["outside_the_term"]
        assert refused(lambda: report(name="", area_mu="-1")) == ["answer_needed", "too_small"]
        story.move("technique", story.technique, "refuse", "county", reason="面积不实")
        again = report(area_mu="12.34")
        assert again.area_tenth_mu == 123
        assert Technique.objects.count() == 2

    def test_evidence_is_added_while_it_is_reported_and_is_for_the_sides(self):
        story = fielding_until("reported")
        address = f"/attach/technique/{codes.of(story.technique)}/"

        added = factories.browser("teacher").post(address, {"evidence": factories.upload()})
        foreign = factories.browser("county").post(address, {"evidence": factories.upload()})
        story.move("technique", story.technique, "confirm", "county")
        late = factories.browser("teacher").post(address, {"evidence": factories.upload()})

        file = f"/files/{codes.of(File.objects.get())}/"
        assert (added.status_code, foreign.status_code, late.status_code) == (302, 404, 404)
        assert factories.statuses(file, "nobody", "stranger", "county", "teacher") == {
            "nobody": 404, "stranger": 404, "county": 200, "teacher": 200,
        }  # fmt: skip


@pytest.mark.django_db
class TestMany:
    def test_many_are_logged_as_one_by_one_would_be(self):
        story = fielding_until("in_force")
        single = logging(story)
        lines = [(story.agreement, ENTRY, key(n)) for n in (1, 2, 1)]
        with moment(DAY):
            rows = actions.log_all(
                [*lines, (story.agreement, ENTRY, KEY)], actor=who("teacher")
            )

        own = {"id", "client_key", "code"}
        plain = [f.attname for f in ServiceEntry._meta.fields if f.attname not in own]
        assert [row.client_key for row in rows] == [key(1), key(2), KEY]
        assert rows[-1] == single
        for row in ServiceEntry.objects.exclude(pk=single.pk):
            single.refresh_from_db()
            assert [getattr(row, n) for n in plain] == [getattr(single, n) for n in plain]
            assert factories.steps_of("service_entry", row) == ["begin"]

    def test_many_techniques_are_reported_as_one_by_one_would_be(self):
        story = fielding_until("reported")
        given = [TECHNIQUE | {"name": f"技术{n}"} for n in range(2)]
        with moment("2021-09-01"):
            lines = [(story.agreement, one) for one in given]
            rows = actions.report_all(lines, actor=who("teacher"))

        own = {"id", "name"}
        plain = [f.attname for f in Technique._meta.fields if f.attname not in own]
        story.technique.refresh_from_db()
        assert [row.name for row in rows] == ["技术0", "技术1"]
        for row in rows:
            row.refresh_from_db()
            assert [getattr(row, n) for n in plain] == [
                getattr(story.technique, n) for n in plain
            ]
            assert factories.steps_of("technique", row) == ["begin"]
