"""Rules said in words: a formula as a sentence, a number as people write it.

Nothing is decided here; what a formula gives is `engines.rules` and `engines.readings`.
"""

from collections.abc import Callable
from typing import Any

from xingmeng.engines import formulas as f
from xingmeng.engines import scales as s
from xingmeng.engines.formulas import Formula
from xingmeng.engines.rulebook import Book, Quantity, Rule, within
from xingmeng.engines.values import Text
from xingmeng.law import dated

ENDINGS: dict[str, Callable[[int], Text]] = {
    "_fen": lambda n: Text(f"{_yuan(n)}元", f"CNY {_yuan(n)}"),
    "_pct": lambda n: Text(f"{n}%", f"{n} %"),
    "_permille": lambda n: Text(f"{n}‰", f"{n} ‰"),
    "_bp": lambda n: Text(f"{_hundredths(n)}%", f"{_hundredths(n)} %"),
    "_days": lambda n: Text(f"{n}天", f"{n} days"),
    "_months": lambda n: Text(f"{n}个月", f"{n} months"),
    "_points": lambda n: Text(f"{n}分", f"{n} points"),
}
FROM_BELOW = {True: Text("不低于", " is at least "), False: Text("低于", " is below ")}
FROM_ABOVE = {True: Text("不超过", " is at most "), False: Text("超过", " is more than ")}
NO_EARLIER = {True: Text("不早于", " is no earlier than "), False: Text("早于", " is before ")}
NO_LATER = {True: Text("不晚于", " is no later than "), False: Text("晚于", " is after ")}


def amount(key: str, value: int) -> Text:
    """A number of the law as its name says it is counted. Errors: none."""
    if key == "year":
        return Text(str(value), str(value))
    for ending, said in ENDINGS.items():
        if key.endswith(ending):
            return said(value)
    return Text(f"{value:,}", f"{value:,}")


def _yuan(fen: int) -> str:
    whole, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:02d}" if rest else "")


def _hundredths(value: int) -> str:
    whole, rest = divmod(value, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def condition(rule: Rule, book: Book) -> Text | None:
    """What must hold for a rule to be met, in words; None where it only gives a number.

    Errors: LookupError for a rule, fact or parameter the book does not have.
    """
    return None if rule.holds is None else _Wording(book).say(rule.holds)


def number(rule: Rule, book: Book) -> Text | None:
    """How the number of a rule comes about, in words; None where it gives none.

    Errors: as `condition`.
    """
    return None if rule.gives is None else _Wording(book).say(rule.gives)


def scope(rule: Rule, book: Book) -> Text | None:
    """Whom a rule is about, in words; None where it is about everybody.

    Errors: as `condition`.
    """
    return None if rule.applies is None else _Wording(book).say(rule.applies)


def _join(parts: list[Text], zh: str, en: str) -> Text:
    return Text(zh.join(p.zh for p in parts), en.join(p.en for p in parts))


def _around(text: Text) -> Text:
    return Text(f"（{text.zh}）", f"({text.en})")


def _fixed(formula: Formula) -> bool:
    """Whether it is made of numbers and parameters alone."""
    plain = f.Number | f.Parameter | f.Total | f.Product | s.OnDay | s.NewYear
    return all(isinstance(one, plain) or one is s.YEAR for one in within(formula))


class _Wording:
    """Says the formulas of one book, with the values its parameters have on its day."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._titles = dated.titles()
        self._sayers: dict[type[Formula], Callable[[Any], Text]] = {
            f.Number: lambda one: Text(f"{one.value:,}", f"{one.value:,}"),
            f.Given: lambda one: self._fact(one.name),
            f.Stated: self._stated,
            f.Parameter: self._parameter,
            f.Ruling: self._ruling,
            f.Result: self._result,
            f.Total: self._total,
            f.Product: self._product,
            f.Shares: self._shares,
            f.Extreme: self._extreme,
            f.AtLeast: lambda one: self._compared(one, holds=True),
            f.Not: self._not,
            f.Every: lambda one: self._listed(one.parts, "，并且", ", and "),
            f.Some: lambda one: self._listed(one.parts, "，或者", ", or "),
            f.If: self._if,
            s.Band: self._band,
            s.Reaches: self._reaches,
            s.Within: self._within,
            s.Judged: self._judged,
            s.Or: self._or,
            s.OnDay: lambda one: Text("当日", "the day"),
            s.NewYear: self._new_year,
            s.Growth: self._growth,
        }

    def say(self, formula: Formula) -> Text:
        return self._sayers[type(formula)](formula)

    def _inside(self, formula: Formula) -> Text:
        """A part of another formula, in brackets where it is made of several itself."""
        said = self.say(formula)
        simple = f.Number | f.Given | f.Parameter | f.Ruling | f.Result | s.OnDay | s.NewYear
        return said if isinstance(formula, simple | f.Extreme) else _around(said)

    def _listable(self, formula: Formula) -> Text:
        """The same, in brackets only where it has an end of its own to tell."""
        return self._inside(formula) if isinstance(formula, f.If) else self.say(formula)

    def worth(self, formula: Formula) -> int | None:
        """What a formula of numbers and parameters alone gives on the book's day."""
        if isinstance(formula, f.Number):
            return formula.value
        if isinstance(formula, f.Parameter):
            held = self._book.quantities[formula.key].on(self._book.on)
            return held[1] if held else None
        if not isinstance(formula, f.Total | f.Product):
            return None
        one, other = self.worth(formula.one), self.worth(formula.other)
        if one is None or other is None:
            return None
        if isinstance(formula, f.Product):
            return one * other
        return one - other if formula.minus else one + other

    def _fact(self, name: str) -> Text:
        return self._book.facts[name].label

    def _stated(self, one: f.Stated) -> Text:
        label = self._fact(one.name)
        return Text(f"已知{label.zh}", f"{label.en} is known")

    def _quantity(self, one: f.Parameter) -> Quantity:
        return self._book.quantities[one.key]

    def _parameter(self, one: f.Parameter) -> Text:
        title, worth = self._titles[one.key], self.worth(one)
        if self._quantity(one).owed:
            value = Text("待定", "to be set")
        elif worth is None:
            value = Text("当日无规定", "none that day")
        else:
            value = amount(one.key, worth)
        return Text(f"{title.zh}（{value.zh}）", f"{title.en} ({value.en})")

    def _ruling(self, one: f.Ruling) -> Text:
        title = self._title(one.code)
        return Text(f"符合“{title.zh}”", f'"{title.en}" is met')

    def _result(self, one: f.Result) -> Text:
        title = self._title(one.code)
        return Text(f"“{title.zh}”", f'"{title.en}"')

    def _title(self, code: str) -> Text:
        return self._book[code].title if code in self._book else Text(code, code)

    def _total(self, one: f.Total) -> Text:
        if isinstance(one.one, f.Number) and one.one.value == 0 and not one.minus:
            return self.say(one.other)
        sign = "−" if one.minus else "+"
        left, right = self.say(one.one), self._inside(one.other)
        return _join([left, right], f" {sign} ", f" {sign} ")

    def _product(self, one: f.Product) -> Text:
        return _join([self._inside(one.one), self._inside(one.other)], " × ", " × ")

    def _shares(self, one: f.Shares) -> Text:
        terms = [self._term(part, rate) for part, rate in one.terms]
        total = _join(terms, " + ", " + ")
        if all(self._is_rate(rate) for _, rate in one.terms):
            return total
        return Text(f"（{total.zh}）÷ {one.whole:,}", f"({total.en}) ÷ {one.whole:,}")

    @staticmethod
    def _is_rate(formula: Formula) -> bool:
        """Whether its unit is said with it, so that nothing is left to divide by."""
        ends = ("_pct", "_permille", "_bp")
        return isinstance(formula, f.Parameter) and formula.key.endswith(ends)

    def _term(self, part: Formula, rate: Formula) -> Text:
        if isinstance(rate, f.Number) and rate.value == 1:
            return self._inside(part)
        return _join([self._inside(part), self._inside(rate)], " × ", " × ")

    def _extreme(self, one: f.Extreme) -> Text:
        rest = [p for p in one.parts if not (isinstance(p, f.Number) and p.value == 0)]
        if one.largest and len(rest) == 1 and len(one.parts) == 2:
            said = self.say(rest[0])
            return Text(f"（{said.zh}，不足0按0）", f"({said.en}, not below 0)")
        parts = _join([self._listable(part) for part in one.parts], "；", "; ")
        zh, en = (
            ("取较大值", "the larger of ") if one.largest else ("取较小值", "the smaller of ")
        )
        return Text(f"{zh}（{parts.zh}）", f"{en}({parts.en})")

    def _compared(self, one: f.AtLeast, *, holds: bool) -> Text:
        left, right = one.one, one.other
        limits = _fixed(left) and not _fixed(right)
        from_above = limits or (isinstance(right, f.Given) and isinstance(left, f.If))
        if from_above:
            left, right = right, left
        dated_ = isinstance(left, f.Given) and self._book.facts[left.name].kind == "date"
        above, below = (NO_LATER, NO_EARLIER) if dated_ else (FROM_ABOVE, FROM_BELOW)
        sign = (above if from_above else below)[holds]
        return _join([self._inside(left), sign, self._bound(right, beside=left)], "", "")

    def _bound(self, formula: Formula, *, beside: Formula) -> Text:
        """A plain number in the unit of what it bounds."""
        if isinstance(formula, f.Number) and isinstance(beside, f.Given):
            return amount(beside.name, formula.value)
        return self._inside(formula)

    def _not(self, one: f.Not) -> Text:
        if isinstance(one.one, f.AtLeast):
            return self._compared(one.one, holds=False)
        said = self._inside(one.one)
        return Text(f"不是：{said.zh}", f"not: {said.en}")

    def _listed(self, parts: tuple[Formula, ...], zh: str, en: str) -> Text:
        return _join([self._inside(part) for part in parts], zh, en)

    def _if(self, one: f.If) -> Text:
        test, then = self._listable(one.test), self._inside(one.then)
        other = self.say(one.other) if isinstance(one.other, f.If) else self._else(one.other)
        return Text(
            f"若{test.zh}，为{then.zh}；否则{other.zh}",
            f"if {test.en}: {then.en}; else {other.en}",
        )

    def _else(self, formula: Formula) -> Text:
        said = self._inside(formula)
        return Text(f"为{said.zh}", said.en)

    def _share(self, part: Formula, whole: Formula) -> Text:
        one, other = self._inside(part), self._inside(whole)
        return Text(f"{one.zh}占{other.zh}的比例", f"{one.en} as a share of {other.en}")

    def _line(self, line: Formula, scale: int) -> Text:
        worth = self.worth(line)
        if worth is None:
            return self._inside(line)
        percent = _hundredths(worth * 10_000 // scale)
        return Text(f"{percent}%", f"{percent} %")

    def _band(self, one: s.Band) -> Text:
        share = self._share(one.part, one.whole)
        steps = [(self._line(line, one.scale), points) for line, points in one.rungs]
        zh = "；".join(f"达到{line.zh}得{points}分" for line, points in steps)
        en = "; ".join(f"from {line.en}: {points} points" for line, points in steps)
        return Text(f"{share.zh}：{zh}；再低得0分", f"{share.en}: {en}; below: 0 points")

    def _reaches(self, one: s.Reaches) -> Text:
        share, line = self._share(one.part, one.whole), self._inside(one.line)
        if not self._is_rate(one.line):
            line = self._line(one.line, one.scale)
        return Text(f"{share.zh}不低于{line.zh}", f"{share.en} is at least {line.en}")

    def _within(self, one: s.Within) -> Text:
        ranges = "、".join(f"{a}" if a == b else f"{a}–{b}" for a, b in one.ranges)
        label = self.say(one.fact)
        return Text(
            f"{label.zh}属于{ranges}", f"{label.en} is among {ranges.replace('、', ', ')}"
        )

    def _judged(self, one: s.Judged) -> Text:
        fact, low, high = self.say(one.fact), self._inside(one.low), self._inside(one.high)
        return Text(
            f"{fact.zh}，由评审组在{low.zh}至{high.zh}之间评定",
            f"{fact.en}, found by a panel between {low.en} and {high.en}",
        )

    def _or(self, one: s.Or) -> Text:
        fact, other = self.say(one.fact), self._inside(one.other)
        return Text(
            f"{fact.zh}（没有填报时取{other.zh}）", f"{fact.en} (where not stated: {other.en})"
        )

    def _new_year(self, one: s.NewYear) -> Text:
        if one.later == 0:
            return Text("当年1月1日", "1 January of the year")
        zh = {1: "次年", -1: "上年", -2: "前年"}.get(one.later, f"第{one.later:+d}年")
        return Text(f"{zh}1月1日", f"1 January of the year {one.later:+d}")

    def _growth(self, one: s.Growth) -> Text:
        years = _join([self.say(year) for year in one.years], "、", ", ")
        zh = "；".join(f"达到{percent}%得{points}分" for percent, points in one.rungs)
        en = "; ".join(f"from {percent} %: {points} points" for percent, points in one.rungs)
        return Text(
            f"{years.zh}的两年平均增长率：{zh}；有增长得{one.positive}分，没有增长得0分",
            f"mean growth over the two years of {years.en}: {en}; "
            f"any growth: {one.positive} points, none: 0",
        )
