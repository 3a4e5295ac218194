"""Chat templates are programs of the model's author: rendered in Jinja's sandbox, and tried once under limits."""

import ctypes
import re
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from luthier.core.errors import LuthierError

SIZE_LIMIT = 262_144  # characters of the template
OUTPUT_LIMIT = 1_048_576  # characters of what it makes of a short chat
SECONDS = 1.0

# Marks of transformers around the answer, which Jinja alone does not know.
GENERATION = re.compile(r"\{%-?\s*(?:end)?generation\s*-?%\}")

CHAT = [{"role": "user", "content": "A short question."}]


def check_template(template: str | None, file: Path) -> None:
    """Renders a one-line chat in a sandbox that can neither loop for long nor grow without bound.

    The sandbox refuses what reaches out of the template (attributes with underscores, changing what it was given);
    the library renders every row in the same kind of sandbox.

    Raises:
        LuthierError: `model.config_unsafe`, with `file` and the key `chat_template`.
    """
    if template is None:
        return
    if len(template) > SIZE_LIMIT or not _renders_in_time(template):
        raise LuthierError("model.config_unsafe", file=file.name, key="chat_template")


class _TooLong(BaseException):
    """Raised inside the thread that renders, from outside."""


def _renders_in_time(template: str) -> bool:
    outcome: list[bool] = []

    def render() -> None:
        with suppress(_TooLong):
            outcome.append(_renders(template))

    thread = threading.Thread(target=render, daemon=True)
    thread.start()
    thread.join(SECONDS)
    if thread.is_alive():
        # A thread cannot be killed; this makes its next Python instruction raise.
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(_TooLong))
        thread.join(SECONDS)
    return outcome == [True]


def _renders(template: str) -> bool:
    from jinja2.exceptions import SecurityError, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Bounded(ImmutableSandboxedEnvironment):
        """Multiplication and powers are how one line of a template fills the memory."""

        intercepted_binops = frozenset(["*", "**"])

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            numbers = all(isinstance(side, int | float) and abs(side) < OUTPUT_LIMIT for side in (left, right))
            if operator == "**" or not (numbers or self._is_short(left, right)):
                raise SecurityError(f"{operator} is too large")
            return super().call_binop(context, operator, left, right)

        def _is_short(self, left: Any, right: Any) -> bool:
            sides = [len(side) if hasattr(side, "__len__") else abs(side) for side in (left, right)]
            return sides[0] * sides[1] < OUTPUT_LIMIT

    def raise_exception(message: str) -> None:
        raise TemplateError(message)

    environment = Bounded(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])
    environment.globals.update(raise_exception=raise_exception, strftime_now=lambda form: form)
    given = {"messages": CHAT, "tools": None, "documents": None, "add_generation_prompt": True}
    written = 0
    try:
        for piece in environment.from_string(GENERATION.sub("", template)).generate(
            **given, bos_token="", eos_token=""
        ):
            written += len(piece)
            if written > OUTPUT_LIMIT:
                return False
    except (SecurityError, OverflowError):  # the sandbox limits range() by an overflow
        return False
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError):
        return True  # it refuses this chat, or needs more than it was given: no danger, and the first row will tell
    return True
