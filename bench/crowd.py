"""The crowd at its browsers: each person saves one answer more and hands in. No story here.

Run as a program of its own, so that the clients' threads do not share the server's processors
more than they must: reads its people as JSON on standard input, prints what befell them.
"""

import http.client
import json
import secrets
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from bench.region import FIELD

PATIENCE = 300  # seconds that a person waits for one answer


@dataclass(slots=True, kw_only=True)
class Person:
    """One applicant. Units: `at` and the waits in seconds; -1, no answer as hoped for."""

    bid: int
    code: str  # of the bid, in addresses
    session: str
    base: str  # the version of the answer that the open page was shown
    at: float  # after the start of the rush
    saving: float = -1
    submitting: float = -1
    ended: float = -1
    words: str = ""
    fault: str = ""


def main(address: str, threads: int, start: float) -> None:
    people = [Person(**said) for said in json.load(sys.stdin)]
    people.sort(key=lambda person: person.at)
    host, _, port = address.partition(":")
    with ThreadPoolExecutor(threads) as crowd:
        for person in people:
            crowd.submit(_act, person, host, int(port), start)
    json.dump([asdict(person) for person in people], sys.stdout)


def _act(person: Person, host: str, port: int, start: float) -> None:
    """Wait for one's moment, save, submit. Waits count from that moment, queueing included."""
    due = start + person.at
    if (early := due - time.time()) > 0:
        time.sleep(early)
    try:
        browser = Browser(host, port, person.session)
        person.words = f"最后一分钟的补充 {secrets.token_hex(6)}"
        person.fault = browser.save(person)
        person.saving = time.time() - due if not person.fault else -1
        pressed = time.time()
        person.fault = person.fault or browser.submit(person)
        person.submitting = time.time() - pressed if not person.fault else -1
        browser.close()
    except (OSError, http.client.HTTPException) as fault:
        person.fault = f"{type(fault).__name__}: {fault}"
    person.ended = time.time() - start


class Browser:
    """One person's connection, with the cookies of earlier visits."""

    def __init__(self, host: str, port: int, session: str) -> None:
        self.link = http.client.HTTPConnection(host, port, timeout=PATIENCE)
        self.token = secrets.token_hex(16)  # as an earlier page left it in cookie and form
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={self.token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def save(self, person: Person) -> str:
        said = {"_field": FIELD, FIELD: person.words, "_base": person.base, "_tab": "rush"}
        status, body, _ = self._post(f"/applications/{person.code}/write/", said)
        if status != 200 or not json.loads(body).get("saved_at"):
            return f"save: {status} {body[:200]!r}"
        return ""

    def submit(self, person: Person) -> str:
        status, body, to = self._post(f"/move/application/{person.code}/submit/", {})
        if status != 302 or to != f"/applications/{person.code}/":
            return f"submit: {status} {to} {body[:200]!r}"
        return ""

    def close(self) -> None:
        self.link.close()

    def _post(self, path: str, said: dict[str, Any]) -> tuple[int, bytes, str]:
        body = urlencode({**said, "csrfmiddlewaretoken": self.token})
        self.link.request("POST", path, body=body, headers=self.headers)
        answer = self.link.getresponse()
        return answer.status, answer.read(), answer.getheader("Location", "")


if __name__ == "__main__":
    threading.stack_size(256 * 1024)
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
