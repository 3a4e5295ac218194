"""One training by a peer: `python peer.py <setting> <work.json>` prints what was measured as its last line.

`python peer.py settings` prints the names of what can be switched on in TRL.
Every setting trains the same rows in the same number of steps with the same learning rates; the settings differ in
what a person could switch on in that library.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from torch.optim.lr_scheduler import LambdaLR
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    DataCollatorForSeq2Seq,
    Trainer,
    TrainerCallback,
    TrainingArguments,
)

from measure import Measured, Memory

IGNORED = -100


@dataclass(frozen=True)
class Work:
    """What is to be trained, the same for everyone. Rows are in the order in which they are seen."""

    model: Path
    rows: list[dict[str, list[int]]]
    """Token ids of each row's `prompt` and `answer`; only the answer is learned."""
    batch_rows: int
    learning_rates: list[float]
    """One a step."""
    clip_norm: float
    weight_decay: float
    rank: int
    alpha: int
    seed: int

    @classmethod
    def read(cls, path: Path) -> "Work":
        values = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{**values, "model": Path(values["model"])})

    def examples(self) -> list[dict[str, list[int]]]:
        return [
            {"input_ids": row["prompt"] + row["answer"], "labels": [IGNORED] * len(row["prompt"]) + row["answer"]}
            for row in self.rows
        ]

    def lora(self) -> LoraConfig:
        return LoraConfig(r=self.rank, lora_alpha=self.alpha, target_modules="all-linear", task_type="CAUSAL_LM")

    def load(self, dtype: torch.dtype, memory: Memory) -> Any:
        model = AutoModelForCausalLM.from_pretrained(self.model, dtype=dtype, local_files_only=True)
        memory.mark(model)
        torch.manual_seed(self.seed)  # the adapter starts from the same random numbers everywhere
        return model

    def arguments(self, folder: str) -> dict[str, Any]:
        """What both libraries are told: the work, and to do nothing beside it."""
        return {
            "output_dir": folder,
            "per_device_train_batch_size": self.batch_rows,
            "num_train_epochs": 1,
            "learning_rate": max(self.learning_rates),
            "weight_decay": self.weight_decay,
            "max_grad_norm": self.clip_norm,
            "seed": self.seed,
            "use_cpu": True,
            "logging_steps": 1,
            "save_strategy": "no",
            "report_to": "none",
            "disable_tqdm": True,
        }


class Clock(TrainerCallback):
    """The seconds of the loop: models, data and optimiser are ready when it begins."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def on_train_begin(self, *_: Any, **__: Any) -> None:
        self._began = time.perf_counter()

    def on_train_end(self, *_: Any, **__: Any) -> None:
        self.seconds = time.perf_counter() - self._began


def main(name: str, path: Path) -> None:
    setting, work, memory, clock = SETTINGS[name], Work.read(path), Memory(), Clock()
    with tempfile.TemporaryDirectory() as folder:
        trainer = setting.trainer(work, memory, folder)
        trainer.add_callback(clock)
        follow(trainer, work.learning_rates)
        trainer.train()

    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    library = f"{setting.library}@{version(setting.library)}"
    Measured(library, name, clock.seconds, memory.peak_bytes(), losses).print()


def follow(trainer: Trainer, learning_rates: list[float]) -> None:
    """Gives the trainer the learning rate of each step instead of a schedule of its own."""

    def create_scheduler(num_training_steps: int, optimizer: Any = None) -> LambdaLR:
        if num_training_steps != len(learning_rates):
            raise ValueError(f"{num_training_steps} steps, but learning rates for {len(learning_rates)}")
        rates = [*learning_rates, 0.0]  # asked once more after the last step
        peak = max(learning_rates)
        stepped: Any = optimizer or trainer.optimizer
        scheduler = LambdaLR(stepped, lambda step: rates[step] / peak)
        trainer.lr_scheduler = scheduler
        return scheduler

    trainer.create_scheduler = create_scheduler  # type: ignore[method-assign]


def plain(work: Work, memory: Memory, folder: str, weights: torch.dtype) -> Trainer:
    """Trainer and PEFT with nothing switched on: batches padded to their longest row."""
    return Trainer(
        model=get_peft_model(work.load(weights, memory), work.lora()),
        args=TrainingArguments(**work.arguments(folder), train_sampling_strategy="sequential"),
        train_dataset=work.examples(),
        data_collator=DataCollatorForSeq2Seq(AutoTokenizer.from_pretrained(work.model, local_files_only=True)),
    )


def sft(work: Work, memory: Memory, folder: str, weights: torch.dtype, **options: Any) -> Trainer:
    """SFTTrainer with some of its options. Its loss is computed on answers only, without the logits of the prompts."""
    from datasets import Dataset  # type: ignore[import-not-found]
    from trl import SFTConfig, SFTTrainer  # type: ignore[import-not-found]

    trainer: Trainer = SFTTrainer(
        model=work.load(weights, memory),
        args=SFTConfig(**work.arguments(folder), max_length=None, **options),
        train_dataset=Dataset.from_list(work.examples()),
        processing_class=AutoTokenizer.from_pretrained(work.model, local_files_only=True),
        peft_config=work.lora(),
    )
    return trainer


@dataclass(frozen=True)
class Setting:
    """A library and what is switched on in it."""

    library: str
    trainer: Callable[[Work, Memory, str], Trainer]


def trl(weights: torch.dtype, **options: Any) -> Setting:
    return Setting("trl", partial(sft, weights=weights, gradient_checkpointing=False, **options))


GROUPED = {"train_sampling_strategy": "group_by_length"}
PACKED = {"train_sampling_strategy": "sequential", "padding_free": True}

SETTINGS = {
    "trainer": Setting("transformers", partial(plain, weights=torch.float32)),
    "trl-fp32-grouped": trl(torch.float32, bf16=False, **GROUPED),
    "trl-autocast-grouped": trl(torch.float32, bf16=True, **GROUPED),
    "trl-bf16-grouped": trl(torch.bfloat16, bf16=True, **GROUPED),
    "trl-fp32-packed": trl(torch.float32, bf16=False, **PACKED),
    "trl-autocast-packed": trl(torch.float32, bf16=True, **PACKED),
    "trl-bf16-packed": trl(torch.bfloat16, bf16=True, **PACKED),
}

if __name__ == "__main__":
    if sys.argv[1] == "settings":
        print(json.dumps([name for name, setting in SETTINGS.items() if setting.library == "trl"]))
    else:
        main(sys.argv[1], Path(sys.argv[2]))
