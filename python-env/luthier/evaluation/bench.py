"""Where the models of an evaluation are loaded, one base model at a time, and asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from luthier.contract.models import ModelInput, Task
from luthier.core.device import Device
from luthier.core.job import JobContext
from luthier.evaluation.precision import Precision, dtype_of
from luthier.evaluation.score import LabelScorer
from luthier.models.load import adapted, load_base

if TYPE_CHECKING:
    from torch import nn
    from transformers import PreTrainedTokenizerBase


@dataclass
class Bench:
    """A base model that stays loaded while one subject after another needs it, each with its own adapter."""

    context: JobContext
    device: Device
    precision: Precision
    _folder: Path | None = field(default=None, init=False)
    _base: "tuple[nn.Module, PreTrainedTokenizerBase] | None" = field(default=None, init=False)

    @property
    def tokenizer(self) -> "PreTrainedTokenizerBase":
        """The tokenizer of the model that was asked last."""
        if self._base is None:
            raise RuntimeError("no model was asked yet")
        return self._base[1]

    @contextmanager
    def scorer(self, model: ModelInput, task: Task) -> Iterator[LabelScorer]:
        """A scorer over the model with its adapter; the adapter is taken off again afterwards."""
        from luthier.evaluation.torch_reader import TorchReader

        base, tokenizer = self._base_of(self.context.path(model.path))
        adapter = None if model.adapter_path is None else self.context.path(model.adapter_path)
        with adapted(base, adapter) as complete:
            yield LabelScorer(TorchReader(complete), tokenizer, task)

    def _base_of(self, folder: Path) -> "tuple[nn.Module, PreTrainedTokenizerBase]":
        if self._base is None or self._folder != folder:
            self._base = None  # before the next one is loaded: two may not fit
            self._base = load_base(folder, device=self.device.torch, dtype=dtype_of(self.precision))
            self._folder = folder
        return self._base
