"""Errors carry a sentence with its facts; what the contract does not know fails at once."""

import json

import pytest

from luthier.contract.models import Where
from luthier.core.errors import ERRORS, LuthierError
from luthier.core.wire import to_json


def test_the_sentence_and_the_hint_hold_the_facts() -> None:
    error = LuthierError("training.diverged", step=7)

    assert str(error) == "The loss is not finite at step 7."
    assert json.loads(to_json(error.payload)) == {
        "code": "training.diverged",
        "facts": {"step": 7},
        "message": "The loss is not finite at step 7.",
        "hint": "Lower the learning rate, or train in fp32.",
    }


def test_a_place_is_told_only_when_there_is_one() -> None:
    error = LuthierError("training.diverged", where=Where(row=3), step=7)

    assert json.loads(to_json(error.payload))["where"] == {"row": 3}


def test_a_code_outside_the_contract_is_a_bug() -> None:
    with pytest.raises(KeyError, match=r"training\.unlucky"):
        LuthierError("training.unlucky")


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_a_missing_fact_is_a_bug(code: str) -> None:
    if "{" in ERRORS[code]["says"]:
        with pytest.raises(KeyError):
            LuthierError(code)
    else:
        assert LuthierError(code).message == ERRORS[code]["says"]
