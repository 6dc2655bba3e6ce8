"""The same thread once more, in English."""

from pathlib import Path

from tests.journeys.test_open_challenge import through


def test_the_thread_is_walked_in_english(new_site, new_context, screens: Path):
    through(new_site, new_context, screens, "en")
