"""Keys that decide: fresh each time, unless a story fixes them."""

from xingmeng.core import chance


def test_a_key_is_fresh_and_has_64_digits():
    one, other = chance.key(), chance.key()

    assert one != other
    assert len(bytes.fromhex(one)) == 32


def test_a_story_may_fix_what_is_random():
    with chance.fixed("one"):
        one = [chance.key(), chance.key()]
    with chance.fixed("one"):
        again = [chance.key(), chance.key()]

    assert one == again
    assert len({*one, chance.key(), chance.key()}) == 4
