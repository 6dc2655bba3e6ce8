"""The first list: the rare-earth magnet. Its texts stand in demo/texts.py; tests use them too."""

from xingmeng.demo import texts
from xingmeng.demo.shapes import Bid, Challenge, challenge_from

UNITS = {"bidder": "shanghai", "bidder2": "beijing", "bidder3": "local"}


def _bid(username: str) -> Bid:
    said, marks = texts.BIDS[username], texts.MARKS[username]
    return Bid(
        unit=UNITS[username],
        leader=said["leader_name"],
        marks=marks[:3],
        issuer=marks[3],
        comment=texts.COMMENTS[username],
        said=said,
    )


MAGNET: Challenge = challenge_from(
    texts.NEED,
    texts.REFINED,
    key="magnet",
    issuer="rare",
    opinion="需求真实，企业具备中试条件，建议发榜。",
    bids=tuple(_bid(username) for username in UNITS),
    chosen="shanghai",
    agreed=19_000_000,
    reason="指标应答完整，路线可在我方中试线实施。",
)
