"""Knobs are declared once; what is outside of them is refused with the field and the reason."""

import json
from dataclasses import dataclass

import pytest

from luthier.core.errors import LuthierError
from luthier.core.knobs import ParamValue, build, knob, knobs_of
from luthier.core.wire import to_json


@dataclass(frozen=True)
class Soup:
    carrots: int = knob(3, title="Carrots", says="How many.", low=0, high=9)
    salt: float = knob(0.5, title="Salt", says="Grams.", low=0.0, high=2.0)
    stock: str = knob("veal", title="Stock", says="What it is cooked in.", options=("veal", "miso"))
    hot: bool = knob(True, title="Hot", says="Or cold.")


def test_knobs_are_described_in_the_order_they_are_written() -> None:
    assert [json.loads(to_json(described)) for described in knobs_of(Soup)] == [
        {"name": "carrots", "title": "Carrots", "says": "How many.", "kind": "int", "default": 3, "low": 0, "high": 9},
        {"name": "salt", "title": "Salt", "says": "Grams.", "kind": "float", "default": 0.5, "low": 0.0, "high": 2.0},
        {
            "name": "stock",
            "title": "Stock",
            "says": "What it is cooked in.",
            "kind": "choice",
            "default": "veal",
            "options": ["veal", "miso"],
        },
        {"name": "hot", "title": "Hot", "says": "Or cold.", "kind": "flag", "default": True},
    ]


def test_what_is_not_chosen_keeps_its_default() -> None:
    assert build(Soup, {"carrots": 4.0, "salt": 1}) == Soup(carrots=4, salt=1.0)
    assert isinstance(build(Soup, {"carrots": 4.0}).carrots, int)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("carrots", 10, "10 is not between 0 and 9"),
        ("carrots", 2.5, "2.5 is not a whole number"),
        ("carrots", "two", "'two' is not a number"),
        ("carrots", True, "True is not a number"),
        ("salt", float("nan"), "nan is not a number"),
        ("salt", -0.1, "-0.1 is not between 0 and 2"),
        ("stock", "beer", "'beer' is not one of veal, miso"),
        ("stock", 3, "3 is not one of veal, miso"),
        ("hot", 1, "1 is neither true nor false"),
        ("leeks", 1, "there is no such knob; there are carrots, salt, stock, hot"),
    ],
)
def test_what_the_form_does_not_offer_is_refused(name: str, value: ParamValue, reason: str) -> None:
    with pytest.raises(LuthierError) as refused:
        build(Soup, {name: value})

    assert refused.value.payload.facts == {"field": name, "reason": reason}
