"""Every architecture that a model folder may have is scored and mapped as a plain forward pass does it."""

from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoConfig, AutoModelForCausalLM

from luthier.attention.tap import HeadMap, tapped
from luthier.evaluation.reader import AnswerTree, Batch
from luthier.evaluation.torch_reader import TorchReader
from luthier.models.check import SUPPORTED

SIZES = {
    "vocab_size": 300,
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 512,
    "initializer_range": 0.3,
    "pad_token_id": 0,
}
EXPERTS = {"num_experts": 4, "num_local_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 16}
LATENT = {"q_lora_rank": 16, "kv_lora_rank": 16, "qk_rope_head_dim": 8, "qk_nope_head_dim": 8, "v_head_dim": 8}
DEEPSEEK = {**LATENT, "num_key_value_heads": 4, "n_routed_experts": 4, "n_group": 1, "topk_group": 1} | EXPERTS
MORE: dict[str, dict[str, int]] = {
    "deepseek_v2": DEEPSEEK,
    "deepseek_v3": DEEPSEEK,
    "gemma": {"head_dim": 8},
    "gemma3_text": {"head_dim": 8},
    "glm": {"head_dim": 8},
    "glm4": {"head_dim": 8},
    "helium": {"head_dim": 8},
    "mixtral": EXPERTS,
    "qwen2_moe": {**EXPERTS, "shared_expert_intermediate_size": 16},
    "qwen3": {"head_dim": 8},
    "qwen3_moe": {**EXPERTS, "head_dim": 8},
}

PROMPTS = [[1, *range(20, 40), 5 + i, *range(60 + i, 60 + 3 * i)] for i in range(1, 5)]
SHARED = 21
ANSWERS = [[7], [8, 9, 10], [8, 9, 11]]


@pytest.fixture(params=sorted(SUPPORTED))
def model(request: pytest.FixtureRequest) -> Any:
    torch.manual_seed(0)
    config = AutoConfig.for_model(request.param, **SIZES | MORE.get(request.param, {}))
    return AutoModelForCausalLM.from_config(config, attn_implementation="sdpa").eval()


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
