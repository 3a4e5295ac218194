"""A training that takes a second: 22 rows of a tiny model, several steps an epoch, everything random switched on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch

from luthier.contract.models import Task
from luthier.core.events import Events
from luthier.core.job import JobContext
from luthier.dataset.version import Row
from luthier.models.load import load_base
from luthier.training.batches import encode
from luthier.training.fused_lora import fuse
from luthier.training.methods import METHODS
from luthier.training.methods.lora import LoraParams
from luthier.training.packing import pack_attention
from luthier.training.recipe import Lesson
from luthier.training.schedule import Schedule

WORDS = ["the mail", "free money", "minutes", "winner", "for you", "meeting"]
ROWS = [
    Row(n, " ".join(WORDS[(n * k) % 6] for k in range(1, 2 + n % 7)), "spam" if n % 3 else "ham") for n in range(1, 31)
]
SCHEDULE = Schedule(
    epochs=2.5,
    peak_learning_rate=5e-3,
    batch_rows=4,
    micro_batch_tokens=60,
    warmup_fraction=0.3,
    checkpoint_every_steps=3,
)


@pytest.fixture
def lesson(tokenizer: Any, task: Task) -> Lesson:
    examples = encode(tokenizer, task, ROWS)
    return Lesson("run_000000000001", examples[:22], examples[22:], SCHEDULE, seed=5, device="cpu", precision="fp32")


@pytest.fixture
def make_model(model_folder: Path) -> Callable[[], Any]:
    """The tiny model ready to be trained; the same each time, and dropout takes from the random numbers."""

    def make() -> Any:
        base: Any = load_base(model_folder, device=torch.device("cpu"), dtype=torch.float32)[0]
        torch.manual_seed(5)
        model = METHODS["lora"].prepare(base, LoraParams(rank=4, alpha=8, dropout=0.2))
        fuse(model)
        pack_attention(base)
        return model

    return make


@pytest.fixture
def attempt(tmp_path: Path) -> Callable[[str], Any]:
    """Opens the folder of a run for one attempt."""

    @contextmanager
    def opened(name: str) -> Iterator[JobContext]:
        folder = tmp_path / "project" / "runs" / name
        folder.mkdir(parents=True, exist_ok=True)
        with Events(folder / "events.jsonl") as events:
            yield JobContext(folder, tmp_path / "project", events)

    return opened
