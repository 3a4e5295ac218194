"""Failures a person can be told about: a code of the contract with its facts."""

import json
import re
from pathlib import Path

from luthier.contract import models
from luthier.contract.models import ErrorPayload, Where

ERRORS: dict[str, dict[str, str]] = json.loads(
    Path(models.__file__).with_name("errors.json").read_text(encoding="utf-8"),
)


class LuthierError(Exception):
    """A failure the user interface has a sentence for. Anything else that is raised is a bug."""

    def __init__(self, code: str, *, where: Where | None = None, **facts: str | float) -> None:
        # A code outside the contract, or a fact that is missing, fails here, in a test, not in front of a person.
        texts = ERRORS[code]
        self.code = code
        self.facts = facts
        self.message = fill_in(texts["says"], facts)
        self.hint = fill_in(texts["hint"], facts)
        self.where = where
        super().__init__(self.message)

    @property
    def payload(self) -> ErrorPayload:
        """The error as it crosses the border."""
        payload = ErrorPayload(code=self.code, facts=self.facts, message=self.message, hint=self.hint)
        return payload if self.where is None else payload.model_copy(update={"where": self.where})


def fill_in(text: str, facts: dict[str, str | float]) -> str:
    """Puts the facts into the braces of a sentence. Raises KeyError for one that is missing."""
    return re.sub(r"\{(\w+)\}", lambda braces: str(facts[braces[1]]), text)
