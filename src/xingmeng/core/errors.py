"""The ways the platform says no. Not visible is 404; all else is a bug and crashes loudly."""

from collections.abc import Sequence

from xingmeng.engines.values import Finding


class Refused(Exception):
    """The request is understood but not in order; carries every reason found."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(f.code for f in findings))
        self.findings = tuple(findings)


def refuse_if(findings: Sequence[Finding]) -> None:
    """Errors: Refused with all of them, if there is any."""
    if findings:
        raise Refused(findings)


def not_yours(*roles: str) -> Finding:
    """The finding that this is for somebody else, naming who. Errors: none."""
    return Finding("not_your_move", {"needed": list(roles)})
