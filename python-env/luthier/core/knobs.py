"""Knobs: the fields of a dataclass, declared once for the form, the command line and the check."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import Field, field, fields
from typing import Any, TypeVar, cast

from luthier.contract.models import ChoiceKnob, FlagKnob, FloatKnob, IntKnob, Knob
from luthier.core.errors import LuthierError

Value = TypeVar("Value", int, float, str, bool)
Filled = TypeVar("Filled")
ParamValue = str | float | bool


def knob(
    default: Value,
    *,
    title: str,
    says: str,
    low: float | None = None,
    high: float | None = None,
    options: Sequence[str] | None = None,
) -> Value:
    """A dataclass field that can be chosen: a whole number, a number (both with bounds), one of `options`, or a flag."""
    metadata = {"title": title, "says": says, "low": low, "high": high, "options": options}
    declared: Any = field(default=default, metadata=metadata)
    return declared  # type: ignore[no-any-return]


def knobs_of(params: type[Any]) -> list[Knob]:
    """The knobs of a dataclass, in the order they are written."""
    return [Knob(_describe(item)) for item in fields(params)]


def build(params: type[Filled], values: Mapping[str, ParamValue]) -> Filled:
    """Makes the dataclass from chosen values; knobs that are not named keep their default. Raises `params.invalid`."""
    known = {item.name: item for item in fields(cast(Any, params))}
    for name in values:
        if name not in known:
            raise LuthierError(
                "params.invalid", field=name, reason=f"there is no such knob; there are {', '.join(known)}"
            )
    return params(**{name: _check(known[name], value) for name, value in values.items()})


def _describe(item: "Field[Any]") -> IntKnob | FloatKnob | ChoiceKnob | FlagKnob:
    texts = {"name": item.name, "title": item.metadata["title"], "says": item.metadata["says"], "default": item.default}
    low, high, options = (item.metadata[name] for name in ("low", "high", "options"))
    if isinstance(item.default, bool):
        return FlagKnob(kind="flag", **texts)
    if isinstance(item.default, str):
        return ChoiceKnob(kind="choice", options=list(options), **texts)
    if isinstance(item.default, int):
        return IntKnob(kind="int", low=low, high=high, **texts)
    return FloatKnob(kind="float", low=low, high=high, **texts)


def _check(item: "Field[Any]", value: ParamValue) -> ParamValue:
    """The value in the knob's own type, or `params.invalid`."""
    declared = _describe(item)
    if isinstance(declared, FlagKnob):
        if isinstance(value, bool):
            return value
        reason = f"{value!r} is neither true nor false"
    elif isinstance(declared, ChoiceKnob):
        if value in declared.options:
            return value
        reason = f"{value!r} is not one of {', '.join(declared.options)}"
    elif isinstance(value, bool | str) or not math.isfinite(value):
        reason = f"{value!r} is not a number"
    elif not declared.low <= value <= declared.high:
        reason = f"{value:g} is not between {declared.low:g} and {declared.high:g}"
    elif isinstance(declared, IntKnob) and value != int(value):
        reason = f"{value:g} is not a whole number"
    else:
        return int(value) if isinstance(declared, IntKnob) else float(value)
    raise LuthierError("params.invalid", field=item.name, reason=reason)
