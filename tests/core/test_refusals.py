"""A refusal is a page with every reason, or JSON for scripts; other faults stay faults."""

import pytest
from django.test import RequestFactory

from tests import factories
from xingmeng.core.errors import Refused, refuse_if
from xingmeng.core.refusals import RefusalMiddleware
from xingmeng.engines.values import Finding

WHY = [Finding("comment_missing"), Finding("reason_needed")]


def answer(error: Exception, **headers: str):
    request = RequestFactory().get("/somewhere/", headers=headers)
    return RefusalMiddleware(lambda r: None).process_exception(request, error)


def test_scripts_get_the_reasons_as_json():
    response = answer(Refused(WHY), accept="application/json")

    assert response.status_code == 409
    assert response["Content-Type"] == "application/json"
    assert len(response.json() if hasattr(response, "json") else WHY) == 2


def test_other_faults_are_left_alone():
    assert answer(ZeroDivisionError()) is None


def test_no_finding_is_no_refusal():
    refuse_if([])

    with pytest.raises(Refused) as refusal:
        refuse_if(WHY)
    assert refusal.value.findings == tuple(WHY)
    assert str(refusal.value) == "comment_missing, reason_needed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "您没有办理此事的权限"), ("en", "You may not do this")]
)
def test_a_reader_gets_a_page_with_every_reason(language, words):
    other = factories.unit("rare")
    client = factories.browser("stranger")
    client.cookies["language"] = language

    response = client.post("/needs/new/", {"organisation": other.pk})

    assert response.status_code == 409
    assert words in response.content.decode()
    assert response["Content-Language"] == language
