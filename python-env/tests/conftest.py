"""What tests of several slices share: a tiny Llama with random weights, its tokenizer, an adapter, a job's folder.

Everything is real, only small: the model has 3 layers of 4 heads (2 of them for keys), the tokenizer 300 tokens.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

# Threads of one product wait for each other longer than a tiny model computes.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from tiny_model import make_model

from luthier.contract.models import Task, VersionInput


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base model as a person would add it: config, safetensors, tokenizer, chat template."""
    folder = tmp_path_factory.mktemp("model")
    make_model(folder)
    return folder


@pytest.fixture(scope="session")
def adapter_folder(model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LoRA adapter for the base model that changes what it answers."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    torch.manual_seed(1)
    base = AutoModelForCausalLM.from_pretrained(model_folder)
    model = get_peft_model(base, LoraConfig(r=4, target_modules="all-linear", task_type="CAUSAL_LM"))
    for name, weight in model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weight, std=0.3)
    folder = tmp_path_factory.mktemp("adapter")
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tokenizer(model_folder: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(model_folder)


@pytest.fixture
def task() -> Task:
    return Task(
        kind="classify", instruction="Is this spam or ham?\n\n{text}", labels=["ham", "spam"], max_text_tokens=64
    )


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Any]:
    """The context of a job in a project of its own."""
    from luthier.core.events import Events
    from luthier.core.job import JobContext

    folder = tmp_path / "project" / "jobs" / "job_1"
    folder.mkdir(parents=True)
    with Events(folder / "events.jsonl") as events:
        yield JobContext(folder, tmp_path / "project", events)


@pytest.fixture
def freeze(tmp_path: Path) -> Callable[..., VersionInput]:
    """Writes rows `(text, label, split)` as a frozen dataset version of the project."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    def write(rows: Sequence[tuple[str, str, str]]) -> VersionInput:
        table = pa.table(
            {
                "row": pa.array(range(1, len(rows) + 1), pa.int64()),
                "split": [split for _, _, split in rows],
                "text": [text for text, _, _ in rows],
                "label": [label for _, label, _ in rows],
            }
        )
        folder = tmp_path / "project" / "versions"
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, folder / "new.parquet")
        sha256 = hashlib.sha256((folder / "new.parquet").read_bytes()).hexdigest()
        (folder / "new.parquet").rename(folder / f"{sha256}.parquet")
        return VersionInput(path=f"versions/{sha256}.parquet", sha256=sha256, text_column="text", label_column="label")

    return write
