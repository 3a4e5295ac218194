"""What is measured of a training, whoever trains: the seconds of its loop, and its memory above the loaded model."""

import gc
import json
import threading
import time
from dataclasses import asdict, dataclass
from typing import Any

import psutil

SAMPLE_SECONDS = 0.005


@dataclass(frozen=True)
class Measured:
    """What a training prints as its last line."""

    name: str
    """`package@version`, or `luthier`."""
    setting: str
    seconds: float
    """From the first step's begin to the last step's end."""
    peak_bytes: int
    """Resident memory at its highest, above what it was when the base model was loaded."""
    losses: list[float]
    """One a step, nats per learned token."""

    def print(self) -> None:
        print(json.dumps(asdict(self)))


class Memory:
    """Resident memory of this process above a mark, sampled: the same way on every system."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._mark = 0
        self._peak = 0

    def mark(self, model: Any) -> None:
        """The base model is loaded. What is above this moment counts."""
        for weight in model.parameters():  # a mapped file is in memory only once it was read
            weight.detach().sum()
        gc.collect()
        self._mark = self._peak = self._now()
        self._thread.start()

    def peak_bytes(self) -> int:
        """The highest since the mark."""
        self._ended.set()
        self._thread.join()
        return max(self._peak, self._now()) - self._mark

    def _sample(self) -> None:
        while not self._ended.is_set():
            self._peak = max(self._peak, self._now())
            time.sleep(SAMPLE_SECONDS)

    def _now(self) -> int:
        return int(self._process.memory_info().rss)
