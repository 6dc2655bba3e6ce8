"""A deciding meeting: its agenda is prepared, all of it is decided, the minutes are signed."""

from datetime import date

from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, who
from xingmeng.stages.meetings import actions as meetings
from xingmeng.stages.meetings import queries as meeting_queries

PLACE = "科技厅三楼会议室"
CHAIR = "白音"
ATTENDEES = "白音、苏日娜、陈立、孙莉、高峰（列席）"
PRESENTER = "苏日娜"


class Sitting:
    """One meeting; each method is a scene."""

    def __init__(self, held_on: str) -> None:
        self.held_on = date.fromisoformat(held_on)
        self.pk = 0

    def _items(self) -> list[int]:
        meeting = meeting_queries.get_for(who("chair"), self.pk)
        return [item.pk for item in meeting_queries.items_of(meeting)]

    def prepare(self) -> None:
        """Everything that waits is put on the agenda, presented, and the agenda fixed."""
        officer = who("officer")
        planned = {"place": PLACE, "chair": CHAIR, "attendees": ATTENDEES}
        self.pk = meetings.plan(held_on=self.held_on, actor=officer, **planned).pk
        meetings.add_waiting(self.pk, actor=officer)
        lines = {
            pk: {"number": number, "presenter": PRESENTER}
            for number, pk in enumerate(self._items(), start=1)
        }
        meetings.arrange(self.pk, lines, actor=officer)
        go("meeting", self.pk, "fix_agenda", "officer")

    def decide(self) -> None:
        verdicts = {pk: meetings.Verdict("approved") for pk in self._items()}
        meetings.decide(self.pk, verdicts, actor=who("chair"))

    def draft_minutes(self) -> None:
        said = {"attendees": ATTENDEES, "remarks": "请各处室按议定事项抓紧落实。"}
        go("meeting", self.pk, "draft_minutes", "officer", **said)

    def sign_minutes(self) -> None:
        go("meeting", self.pk, "approve_minutes", "chair")


def tell_meeting(script: Script, prepared: str, held: str, minutes: str) -> None:
    """Note a meeting from its agenda to its minutes."""
    sitting = Sitting(held)
    script.at(prepared, sitting.prepare, hour=16)
    script.at(held, sitting.decide, hour=14)
    script.at(minutes, sitting.draft_minutes, hour=8)
    script.at(minutes, sitting.sign_minutes, hour=9)
