"""The tap sees what eager attention computes, and changes nothing of what the model answers."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM, MistralConfig, MistralForCausalLM

from luthier.attention.tap import ROWS_AT_ONCE, HeadMap, head_maps, tapped
from luthier.models.load import adapted


def tokens(count: int) -> torch.Tensor:
    return torch.randint(3, 300, (1, count), generator=torch.Generator().manual_seed(0))


@torch.inference_mode()
def maps_of(model: Any, text: torch.Tensor) -> tuple[list[HeadMap], torch.Tensor]:
    found: list[HeadMap] = []
    with tapped(model, found.append):
        logits = model(text, use_cache=False).logits
    return found, logits


@torch.inference_mode()
def eager_maps(folder: Path, text: torch.Tensor) -> np.ndarray:
    model = AutoModelForCausalLM.from_pretrained(folder, attn_implementation="eager").eval()
    return torch.stack(model(text, output_attentions=True).attentions)[:, 0].double().numpy()


def weights(found: list[HeadMap]) -> np.ndarray:
    return np.array([(head.coded / 255.0) ** 2 for head in found])


@pytest.mark.parametrize("count", [1, 2, 77, ROWS_AT_ONCE + 30])
def test_every_head_is_that_of_eager_attention(model_folder: Path, count: int) -> None:
    text = tokens(count)
    model = AutoModelForCausalLM.from_pretrained(model_folder).eval()

    found, _ = maps_of(model, text)

    expected = eager_maps(model_folder, text)  # [layers, heads, tokens, tokens]
    assert [(head.layer, head.head) for head in found] == [(layer, head) for layer in range(3) for head in range(4)]
    assert np.abs(weights(found) - expected.reshape(12, count, count)).max() <= 1 / 255


def test_the_summaries_are_those_of_the_exact_weights(model_folder: Path) -> None:
    text = tokens(50)
    found, _ = maps_of(AutoModelForCausalLM.from_pretrained(model_folder).eval(), text)

    expected = eager_maps(model_folder, text).reshape(12, 50, 50)
    entropy = -(expected * np.log(np.where(expected > 0, expected, 1))).sum(-1).mean(-1)
    np.testing.assert_allclose([head.entropy for head in found], entropy, atol=1e-5)
    np.testing.assert_allclose([head.first_token_share for head in found], expected[:, :, 0].mean(-1), atol=1e-6)


def test_what_the_model_answers_is_the_same_to_the_last_bit(model_folder: Path) -> None:
    text = tokens(60)
    model = AutoModelForCausalLM.from_pretrained(model_folder).eval()
    with torch.inference_mode():
        before = model(text, use_cache=False).logits

    _, tapped_logits = maps_of(model, text)

    assert torch.equal(tapped_logits, before)
    assert model.config._attn_implementation == "sdpa"


def test_an_adapter_is_seen_in_the_maps(model_folder: Path, adapter_folder: Path) -> None:
    text, base = tokens(40), AutoModelForCausalLM.from_pretrained(model_folder).eval()
    plain, _ = maps_of(base, text)

    with adapted(base, adapter_folder) as tuned:
        changed, _ = maps_of(tuned, text)

    assert len(changed) == 12
    assert np.abs(weights(changed) - weights(plain)).max() > 0.1


def test_a_sliding_window_shows_as_nothing_read_before_it() -> None:
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1, "num_attention_heads": 4}
    model = MistralForCausalLM(MistralConfig(vocab_size=300, num_key_value_heads=2, sliding_window=8, **sizes)).eval()

    found, _ = maps_of(model, tokens(20))

    assert all(not np.tril(head.coded, -8).any() for head in found)
    assert all(np.tril(head.coded, -7).any() for head in found)


def test_two_tokens_by_hand() -> None:
    # one head of width 1: query 1 scores key 0 with 0 and key 1 with ln 3, so it reads 1/4 and 3/4
    query, key = torch.tensor([[[5.0], [1.0]]]), torch.tensor([[[0.0], [np.log(3.0)]]])

    (head,) = head_maps(0, query, key, None)

    assert head.coded.tolist() == [[255, 0], [128, 221]]  # 255 * sqrt(1/4) = 127.5, 255 * sqrt(3/4) = 220.8
    assert head.first_token_share == pytest.approx((1 + 1 / 4) / 2)
    assert head.entropy == pytest.approx((0 + 1 / 4 * np.log(4) + 3 / 4 * np.log(4 / 3)) / 2)
