"""What every training method must satisfy."""

from pathlib import Path
from typing import Any

import pytest
import torch
from peft import PeftModel

from luthier.core.knobs import build, knobs_of
from luthier.models.load import add_adapter, load_base
from luthier.training.batches import Example, batches
from luthier.training.fused_lora import fuse
from luthier.training.loss import answer_loss
from luthier.training.method import TrainingMethod
from luthier.training.methods import METHODS
from luthier.training.packing import pack_attention
from luthier.training.state import write_adapter

CPU = torch.device("cpu")
EXAMPLES = [Example((*range(30, 40), 50 + n), (7, 2)) for n in range(4)]


def base_model(folder: Path) -> Any:
    return load_base(folder, device=CPU, dtype=torch.float32)[0]


@pytest.fixture(params=METHODS.values(), ids=METHODS)
def method(request: pytest.FixtureRequest) -> TrainingMethod:
    chosen: TrainingMethod = request.param
    return chosen


@pytest.fixture
def model(method: TrainingMethod, model_folder: Path) -> PeftModel:
    base = base_model(model_folder)
    prepared = method.prepare(base, method.params())
    fuse(prepared)
    pack_attention(base)
    return prepared


def test_its_id_is_its_key_and_its_knobs_can_be_described(method: TrainingMethod) -> None:
    assert METHODS[method.id] is method
    assert knobs_of(method.params)
    assert build(method.params, {}) == method.params()


def test_a_fresh_one_answers_as_the_base_model(model: PeftModel, model_folder: Path) -> None:
    (batch,) = batches(EXAMPLES, 10, 1000, CPU)
    base = base_model(model_folder)
    pack_attention(base)

    torch.testing.assert_close(answer_loss(model, batch), answer_loss(base, batch))


def test_a_step_moves_every_trained_weight_and_no_other(model: PeftModel) -> None:
    before = {name: weight.detach().clone() for name, weight in model.named_parameters()}
    trained = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=1e-3, weight_decay=0.0)
    (batch,) = batches(EXAMPLES, 10, 1000, CPU)

    for _ in range(2):  # LoRA's first matrix moves once the second is not zero
        answer_loss(model, batch).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        optimiser.zero_grad()

    moved = {name for name, weight in model.named_parameters() if not torch.equal(weight, before[name])}
    assert moved == {name for name, weight in model.named_parameters() if weight.requires_grad}


def test_what_is_written_is_read_again(model: PeftModel, model_folder: Path, tmp_path: Path) -> None:
    for weight in model.parameters():
        if weight.requires_grad:
            torch.nn.init.normal_(weight, std=0.1)
    (batch,) = batches(EXAMPLES, 10, 1000, CPU)

    write_adapter(tmp_path / "adapter", model)
    base = base_model(model_folder)
    again: Any = add_adapter(base, tmp_path / "adapter")
    pack_attention(base)

    torch.testing.assert_close(answer_loss(again, batch), answer_loss(model, batch))
