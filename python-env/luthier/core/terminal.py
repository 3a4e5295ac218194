"""The job's terminal, for people: sentences, and one line of progress that redraws itself. No machine reads it."""

import sys
from typing import Self, TextIO

BAR = 24
SHOWN = {"train/loss": "loss", "eval/loss": "eval loss", "train/tokens_per_second": "tokens/s"}


class Terminal:
    """Writes text to `stream`. On a terminal the progress line is drawn over itself, elsewhere every tenth is a line."""

    def __init__(self, stream: TextIO | None, redraws: bool) -> None:
        self._stream = stream
        self._redraws = redraws
        self._facts: dict[str, float] = {}
        self._drawn = False
        self._tenth = -1

    @classmethod
    def silent(cls) -> Self:
        """Nobody is reading: a test, or a library call."""
        return cls(None, redraws=False)

    @classmethod
    def stdout(cls, redraws: bool) -> Self:
        return cls(sys.stdout, redraws)

    def line(self, text: str) -> None:
        """One sentence on a line of its own."""
        self._write(f"\n{text}\n" if self._drawn else f"{text}\n")
        self._drawn = False

    def fact(self, name: str, value: float) -> None:
        """A number that the next progress line shows."""
        if name in SHOWN:
            self._facts[SHOWN[name]] = value

    def progress(self, done: int, total: int, eta_seconds: float | None) -> None:
        """How far the work is."""
        tenth = 10 * done // total
        if not self._redraws and tenth == self._tenth and done < total:
            return
        self._tenth = tenth

        filled = BAR * done // total
        facts = "".join(f"  {name} {_short(value)}" for name, value in self._facts.items())
        eta = "" if eta_seconds is None or done >= total else f"  {_clock(eta_seconds)} left"
        text = f"{'█' * filled}{'░' * (BAR - filled)} {done}/{total}{facts}{eta}"
        if not self._redraws:
            self._write(f"{text}\n")
            return
        self._write(f"\r\x1b[2K{text}" + ("\n" if done >= total else ""))
        self._drawn = done < total

    def _write(self, text: str) -> None:
        if self._stream is not None:
            self._stream.write(text)
            self._stream.flush()


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
