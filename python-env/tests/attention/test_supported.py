"""Every architecture that a model folder may have is scored and mapped as a plain forward pass does it."""

from typing import Any

import numpy as np
import pytest
import torch
from tiny_architectures import architectures, make

from luthier.attention.tap import HeadMap, tapped
from luthier.evaluation.reader import AnswerTree, Batch
from luthier.evaluation.torch_reader import TorchReader

PROMPTS = [[1, *range(20, 40), 5 + i, *range(60 + i, 60 + 3 * i)] for i in range(1, 5)]
SHARED = 21
ANSWERS = [[7], [8, 9, 10], [8, 9, 11]]


@pytest.fixture(params=architectures())
def model(request: pytest.FixtureRequest) -> Any:
    return make(request.param)


def by_hand(model: Any, prompt: list[int], answer: list[int]) -> float:
    log_probabilities = model(torch.tensor([[*prompt, *answer]])).logits[0].double().log_softmax(-1)
    return float(sum(log_probabilities[len(prompt) - 1 + i, token] for i, token in enumerate(answer)))


@torch.inference_mode()
def test_scores_are_those_of_plain_forward_passes(model: Any) -> None:
    rests = tuple(tuple(prompt[SHARED:]) for prompt in PROMPTS)

    found = TorchReader(model)(Batch(tuple(PROMPTS[0][:SHARED]), rests, AnswerTree(ANSWERS)))

    expected = [[by_hand(model, prompt, answer) for answer in ANSWERS] for prompt in PROMPTS]
    np.testing.assert_allclose(found, expected, atol=1e-4)


@torch.inference_mode()
def test_maps_are_those_of_eager_attention(model: Any) -> None:
    text, found = torch.arange(3, 60)[None], list[HeadMap]()

    with tapped(model, found.append):
        logits = model(text, use_cache=False).logits

    assert torch.equal(logits, model(text, use_cache=False).logits)
    model.set_attn_implementation("eager")
    expected = torch.stack(model(text, output_attentions=True, use_cache=False).attentions)[:, 0]
    weights = np.array([(head.coded / 255.0) ** 2 for head in found]).reshape(expected.shape)
    assert np.abs(weights - expected.numpy()).max() <= 1 / 255
