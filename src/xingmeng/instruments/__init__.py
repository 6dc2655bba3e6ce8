"""The instruments, one file each. `get(code)` is the only way in."""

import importlib
import pkgutil

from xingmeng.engines.instrument import Instrument

_BY_CODE: dict[str, Instrument] = {
    instrument.code: instrument
    for module in pkgutil.iter_modules(__path__)
    if not module.ispkg
    for instrument in [importlib.import_module(f"{__name__}.{module.name}").INSTRUMENT]
}


def get(code: str) -> Instrument:
    """The instrument of that code. Errors: KeyError if no file declares it."""
    return _BY_CODE[code]


def every() -> list[Instrument]:
    """All instruments, in order of code."""
    return [_BY_CODE[code] for code in sorted(_BY_CODE)]
