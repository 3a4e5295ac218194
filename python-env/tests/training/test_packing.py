"""Packed rows compute what each row computes alone, in every architecture that a model folder may have."""

from typing import Any

import pytest
import torch
from peft import LoraConfig, get_peft_model
from tiny_architectures import architectures, make

from luthier.core.errors import LuthierError
from luthier.training import packing
from luthier.training.batches import Example, batches, shared_prefix
from luthier.training.fused_lora import Projection, fuse
from luthier.training.loss import answer_loss
from luthier.training.packing import Layout, pack_attention

CPU = torch.device("cpu")
PREFIX = tuple(range(30, 42))
EXAMPLES = [
    Example((*PREFIX, *range(50 + n, 50 + 3 * n)), answer)
    for n, answer in ((1, (7, 2)), (3, (8, 9, 2)), (4, (7, 2)), (15, (8, 9, 2)), (16, (7, 2)))
]


def with_adapter(base: Any, dropout: float = 0.0) -> Any:
    model = get_peft_model(
        base, LoraConfig(r=4, lora_alpha=12, lora_dropout=dropout, target_modules="all-linear", task_type="CAUSAL_LM")
    )
    torch.manual_seed(1)
    for name, weight in model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weight, std=0.1)
    return model


def plain_loss(model: Any, example: Example) -> torch.Tensor:
    """By the library alone: one row, its own attention, its own labels."""
    ids = torch.tensor([[*example.prompt, *example.answer]])
    labels = ids.clone()
    labels[:, : len(example.prompt)] = -100
    loss: torch.Tensor = model(input_ids=ids, labels=labels, use_cache=False).loss * len(example.answer)
    return loss


def gradients(model: Any) -> dict[str, torch.Tensor]:
    found = {name: weight.grad.clone() for name, weight in model.named_parameters() if weight.grad is not None}
    model.zero_grad()
    return found


DEAF = "stablelm"  # its layers do not hand down what its attention should be told


@pytest.mark.parametrize("name", [name for name in architectures() if name != DEAF])
def test_loss_and_gradients_of_packed_rows_are_the_sums_over_rows_read_alone(name: str) -> None:
    model = with_adapter(make(name)).train()
    loss = sum((plain_loss(model, example) for example in EXAMPLES), torch.zeros(()))
    loss.backward()  # type: ignore[no-untyped-call]
    expected = gradients(model)

    fuse(model)
    pack_attention(model.get_base_model())
    prefix = shared_prefix(EXAMPLES)
    (batch,) = batches(EXAMPLES, prefix, 1000, CPU)
    packed = answer_loss(model, batch)
    packed.backward()  # type: ignore[no-untyped-call]

    assert prefix == len(PREFIX)
    torch.testing.assert_close(packed, loss, rtol=1e-5, atol=1e-5)
    torch.testing.assert_close(gradients(model), expected, rtol=1e-3, atol=1e-4)


def test_a_model_that_cannot_be_told_where_rows_end_is_refused() -> None:
    model = with_adapter(make(DEAF))
    pack_attention(model.get_base_model())
    (batch,) = batches(EXAMPLES, 0, 1000, CPU)

    with pytest.raises(LuthierError, match="The model type stablelm is not supported for training"):
        answer_loss(model, batch)


def test_a_window_hides_what_is_too_far_behind() -> None:
    model = with_adapter(make("mistral")).train()
    model.config.sliding_window = 6
    for layer in model.get_base_model().model.layers:
        layer.self_attn.sliding_window = 6
    expected = sum(plain_loss(model, example).item() for example in EXAMPLES)

    pack_attention(model.get_base_model())
    (batch,) = batches(EXAMPLES, shared_prefix(EXAMPLES), 1000, CPU)

    assert answer_loss(model, batch).item() == pytest.approx(expected, rel=1e-5)


def test_rows_longer_than_the_short_form_of_attention_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    model = with_adapter(make("llama")).train()
    pack_attention(model.get_base_model())
    (batch,) = batches(EXAMPLES, shared_prefix(EXAMPLES), 1000, CPU)
    short = answer_loss(model, batch)

    monkeypatch.setattr(packing, "SHORT", 0)

    torch.testing.assert_close(answer_loss(model, batch), short, rtol=1e-5, atol=1e-5)


def test_rows_of_a_step_in_several_batches_give_the_loss_of_one() -> None:
    model = with_adapter(make("llama")).train()
    pack_attention(model.get_base_model())
    whole, *none = batches(EXAMPLES, len(PREFIX), 1000, CPU)
    parts = batches(EXAMPLES, len(PREFIX), 40, CPU)

    assert none == []
    assert len(parts) > 1
    assert sum(part.rows for part in parts) == len(EXAMPLES)
    assert all(part.input_ids.shape[1] <= 40 or part.rows == 1 for part in parts)
    total = sum(answer_loss(model, part).item() for part in parts)
    assert answer_loss(model, whole).item() == pytest.approx(total, rel=1e-5)


def test_the_fused_projection_is_pefts_with_dropout_too() -> None:
    model = with_adapter(make("llama"), dropout=0.5).train()
    pack_attention(model.get_base_model())
    (batch,) = batches(EXAMPLES, len(PREFIX), 1000, CPU)
    torch.manual_seed(5)
    loss = answer_loss(model, batch)
    loss.backward()  # type: ignore[no-untyped-call]
    expected = gradients(model)

    fuse(model)
    torch.manual_seed(5)
    fused = answer_loss(model, batch)
    fused.backward()  # type: ignore[no-untyped-call]

    torch.testing.assert_close(fused, loss)
    torch.testing.assert_close(gradients(model), expected, rtol=1e-3, atol=1e-4)


def test_the_gradient_of_the_fused_projection_is_that_of_finite_differences() -> None:
    torch.manual_seed(0)
    inputs = torch.randn(2, 3, 5, dtype=torch.float64, requires_grad=True)
    dropped = torch.randn(2, 3, 5, dtype=torch.float64, requires_grad=True)
    weight, bias = torch.randn(4, 5, dtype=torch.float64), torch.randn(4, dtype=torch.float64)
    a, b = (torch.randn(*shape, dtype=torch.float64, requires_grad=True) for shape in ((2, 5), (4, 2)))

    assert torch.autograd.gradcheck(Projection.apply, (inputs, None, weight, bias, a, b, 1.5))
    assert torch.autograd.gradcheck(Projection.apply, (inputs, dropped, weight, None, a, b, 1.5))


def test_in_bf16_gradients_are_as_near_to_fp32_as_those_of_the_library() -> None:
    def trained(dtype: torch.dtype) -> Any:
        return with_adapter(make("llama").to(dtype)).train()

    exact, library, ours = trained(torch.float32), trained(torch.bfloat16), trained(torch.bfloat16)
    for model in (exact, library):
        for example in EXAMPLES:
            plain_loss(model, example).backward()  # type: ignore[no-untyped-call]
    fuse(ours)
    pack_attention(ours.get_base_model())
    (batch,) = batches(EXAMPLES, len(PREFIX), 1000, CPU)
    answer_loss(ours, batch).backward()  # type: ignore[no-untyped-call]

    expected = gradients(exact)

    def distance(model: Any) -> float:
        found = gradients(model)
        assert {gradient.dtype for gradient in found.values()} == {torch.float32}
        return sum(float((found[name] - expected[name]).norm() / expected[name].norm()) for name in expected)

    assert distance(ours) < 1.2 * distance(library)


def test_a_layout_by_hand() -> None:
    layout = Layout.of(2, [4, 3, 1], CPU)

    # 3 is at least three quarters of 4, 1 is not: two groups, so that attention pads one token and not three
    assert [(group.rows, group.longest, group.places.tolist()) for group in layout.groups] == [
        (2, 4, [0, 1, 2, 3, 4, 5, 6]),
        (1, 1, [0]),
    ]
    assert layout.positions.tolist() == [[0, 1, 2, 3, 4, 5, 2, 3, 4, 2]]
