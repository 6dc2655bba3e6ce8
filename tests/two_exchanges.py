"""An exchange told twice: what everybody may know of it, and what lies hidden behind that."""

from typing import Any

from tests import factories
from tests.factories import moment, unit, who
from tests.stages.exchange.test_offers import ANSWERS
from xingmeng.core import chance, move
from xingmeng.demo import texts
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange.models import Need, Offer
from xingmeng.stages.exchange.queries import chains as queries

CLOSED = {"openness": "closed", "title_zh": "晶界扩散装备（不公开）", "title_en": ""}
OTHER = {
    "title_zh": "乳清蛋白膜分离装置",
    "title_en": "",
    "description_zh": "膜通量每小时 40 升，已在乳品厂连续运行。",
    "field": "biology",
    "industry": "",
}
FITS = {
    "title_zh": "钕铁硼磁体晶界扩散工艺",
    "title_en": "Grain-boundary diffusion of NdFeB magnets",
    "description_zh": "重稀土用量减半，厚度 8 毫米的磁体扩散均匀，适合批量生产。",
}
ENGLISH = {
    "title_zh": "Magnets of high coercivity by grain-boundary diffusion",
    "title_en": "Magnets of high coercivity by grain-boundary diffusion",
    "description_zh": "Sintered NdFeB with half the heavy rare earths",
    "description_en": "",
}


class Exchange:
    """What is there for everybody, one offer more, and behind it what some alone may see."""

    def begin(self) -> None:
        """Needs and offers of several units; one need is on show, one is a reader's own."""
        for name in ("ordos", "colleague2", "officer", "bidder3", "stranger"):
            who(name)
        with moment("2021-07-05"):
            actions.load_chains()
            self.shown = self.need("issuer", "rare", texts.NEED)
            actions.show(self.shown.pk, actor=who("issuer"))
            self.own = self.need("stranger", "dairy", texts.POWDER)
            self.fitting = self.offer("colleague", "shanghai", **FITS)
            self.offer("colleague", "shanghai", title_zh="磁体镀层检测")
            self.offer("colleague2", "beijing", **OTHER)

    def tell(self, *, secret: str) -> None:
        """One more open offer, whose confidential part alone is not the same each time."""
        with moment("2021-07-06"):
            self.open = self.offer("colleague2", "beijing", **FITS, secret=secret)
            self.offer("colleague2", "beijing", **ENGLISH, secret=secret)

    def hide(self) -> None:
        """What who is neither its unit, nor on the other side, nor staff must not know of."""
        self.hide_drafts()
        with moment("2021-07-07"):
            need = self.need("bidder3", "local", texts.NEED | {"title": "晶界扩散炉改造"})
            taken_off = self.need("bidder3", "local", texts.POWDER | {"title": "抛光粉检测"})
            actions.show(taken_off.pk, actor=who("bidder3"))
            actions.hide(taken_off.pk, actor=who("bidder3"))
            gone = self.need("bidder3", "local", texts.NEED | {"title": "磁体回收"})
            self.go("need", gone, "withdraw", "bidder3")
            factories.attach("offer", self.open.pk, "attachments", who("colleague2"))
            closed = self.offer("colleague2", "beijing", **(FITS | CLOSED))
            self.go(
                "offer", self.offer("colleague2", "beijing", **FITS), "withdraw", "colleague2"
            )
            self.offer("colleague2", "beijing", **(ENGLISH | {"openness": "closed"}))
            for about in (self.shown, self.own):
                actions.judge(about.pk, closed.pk, "good", place=1, actor=who("officer"))
            self.introduced(need, closed)
            self.introduced(need, self.open)
            self.bottleneck()

    def bottleneck(self) -> None:
        """One that the department keeps to itself."""
        link = queries.link_by_code("rare-earths-magnets").pk
        said = {name: "抛光粉" for name in ("title_zh", "missing_zh", "dependent_zh")}
        actions.record_bottleneck(link, sight="inside", actor=who("officer"), **said)

    def hide_drafts(self) -> None:
        """What nobody but its unit must know of."""
        with moment("2021-07-07"):
            factories.need(username="bidder3", key="local", answers=texts.NEED)
            home = unit("beijing").pk
            row = actions.begin_offer(organisation_id=home, actor=who("colleague2"))
            actions.save_offer(row.pk, ANSWERS | FITS, actor=who("colleague2"))

    def encode(self) -> None:
        """Vectors of meaning fill in behind all that is there."""
        with moment("2021-07-08"):
            actions.fill_in_meanings()

    def owners_look(self) -> None:
        """Who knows of all this asks for suggestions: the index then holds it."""
        with moment("2021-07-08"):
            for row in Need.objects.filter(state="submitted"):
                factories.browser("officer").get(f"{row.get_absolute_url()}offers/")
            for row in Offer.objects.filter(state="published"):
                factories.browser("officer").get(f"{row.get_absolute_url()}needs/")

    def introduced(self, need: Need, offer: Offer) -> None:
        row = actions.introduce(need.pk, offer.pk, actor=who("officer"))
        self.go("introduction", row, "need_agrees", "bidder3")
        self.go("introduction", row, "offer_joins", "colleague2")
        actions.say(row.pk, "请看附件", actor=who("bidder3"), uploads=[factories.upload()])

    def need(self, username: str, key: str, answers: dict[str, Any]) -> Need:
        row = factories.need(username=username, key=key, answers=answers)
        return self.go("need", row, "submit", username)

    def offer(self, username: str, key: str, **changed: Any) -> Offer:
        given = ANSWERS | changed
        return actions.offer(given, organisation_id=unit(key).pk, actor=who(username))

    def go(self, kind: str, row: Any, name: str, username: str) -> Any:
        return move.make(kind, row.pk, name, actor=who(username))


def numbered_alike() -> Any:
    """Drawn numbers are the same each time."""
    return chance.fixed("two exchanges")
