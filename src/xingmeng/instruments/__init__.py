"""The instruments, one file each. `get(code)` is the only way in.

A site may have more of its own in other packages: the setting XINGMENG_INSTRUMENTS names them.
"""

import importlib
import pkgutil

from xingmeng.engines.instrument import Flow, Instrument, State

_BY_CODE: dict[str, Instrument] = {}


def include(package: str) -> None:
    """Take in the instruments of a package, one file each; a second time changes nothing.

    Errors: ImportError for a package or file that cannot be read; AttributeError for a file
            without INSTRUMENT; ValueError if another package has an instrument of that code.
    """
    folder = importlib.import_module(package)
    for module in pkgutil.iter_modules(folder.__path__):
        if module.ispkg:
            continue
        declared = importlib.import_module(f"{package}.{module.name}").INSTRUMENT
        if _BY_CODE.setdefault(declared.code, declared) is not declared:
            raise ValueError(f"{package} declares {declared.code!r} a second time")


include(__name__)


def get(code: str) -> Instrument:
    """The instrument of that code. Errors: KeyError if no file declares it."""
    return _BY_CODE[code]


def flows(kind: str) -> list[Flow]:
    """The lives that instruments declare for that kind of case, each once. Errors: none."""
    declared = [flow for one in every() for flow in one.flows if flow.kind == kind]
    return list({id(flow): flow for flow in declared}.values())


def states(kind: str) -> list[State]:
    """The states such cases can be in under any instrument, each name once, as first declared.

    Errors: none.
    """
    found: dict[str, State] = {}
    for flow in flows(kind):
        for state in flow.states:
            found.setdefault(state.name, state)
    return list(found.values())


def standing_for(*kinds: str) -> tuple[str, ...]:
    """The codes of instruments whose certificate stands for one of these, in order of code.

    Errors: none.
    """
    given = {one.code: one.certificate for one in every()}
    return tuple(code for code, one in given.items() if one and one.stands_for in kinds)


def every() -> list[Instrument]:
    """All instruments, in order of code."""
    return [_BY_CODE[code] for code in sorted(_BY_CODE)]
