"""What of a repeat is shown, to whom, and what is said beside it. Never a verdict."""

from xingmeng.core.actor import Actor
from xingmeng.engines.screening import Rule
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.applications.models import Application
from xingmeng.stages.applications.rules import CLOSED_TO_OTHERS, roles_of

# No text fixes these; they are this project's: what officers are shown, not what is allowed.
SHOWN = Rule(share=0.03, characters=60)
MOST_LOOKED_INTO = 20  # of the applications that share most fingerprints with one
READERS = frozenset({"officer", "discipline"})
UNFIXED = (*CLOSED_TO_OTHERS, *Application.writable_in)  # nobody's yet, or being written on
OWN, JOINT, ANOTHER = "own", "joint", "another"
WORDS: dict[str, Text] = {
    OWN: Text(
        "本单位以往的申报：延续自己的工作是允许的",
        "An earlier application of the same unit: to go on with one's own work is allowed",
    ),
    JOINT: Text("有共同单位的申报", "An application with a unit in common"),
    ANOTHER: Text("其他单位的申报", "Another unit's application"),
}


def may_read_repeats(actor: Actor, application: Application) -> bool:
    """Whether somebody works on an application as an official, not in one's own case."""
    return not roles_of(actor, application).isdisjoint(READERS)


def is_fixed(application: Application) -> list[Finding]:
    """Only what was handed in and opened is compared; a sealed bid is nobody's to read."""
    if application.state in UNFIXED or application.sealed is not None:
        return [Finding("wrong_state", {"state": application.state})]
    return []


def kin_of(one: Application, other: Application) -> str:
    """Whose the other application is, seen from the one."""
    if one.organisation_id == other.organisation_id:
        return OWN
    parties = [
        {row.organisation_id, *(p.organisation_id for p in row.partners.all())}
        for row in (one, other)
    ]
    return JOINT if parties[0] & parties[1] else ANOTHER
