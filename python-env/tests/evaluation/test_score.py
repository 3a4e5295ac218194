"""Labels are scored by the likelihood of their whole string, each prompt read once, the same by every road."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM, MistralConfig, MistralForCausalLM

from luthier.contract.models import Task
from luthier.dataset.task import answer_ids, render
from luthier.evaluation.reader import AnswerTree, Batch, SequenceReader
from luthier.evaluation.score import ROWS_A_BATCH, LabelScorer, label_tokens, shared_length
from luthier.evaluation.torch_reader import TorchReader
from luthier.models.load import adapted

TEXTS = ["free money", "the minutes of the meeting", "", "winner " * 40, "这是垃圾邮件吗", "this mail is ham"]
LABELS = {
    "of one token": ["a", "b", "c"],
    "of several tokens": ["ham", "spam", "newsletter"],
    "that begin alike": ["not spam", "not ham", "not sure at all"],
    "that begin one another": ["ham", "hamster", "hams"],
}


@pytest.fixture(scope="module")
def model(model_folder: Path) -> Any:
    return AutoModelForCausalLM.from_pretrained(model_folder).eval()


def by_hand(model: Any, tokenizer: Any, task: Task, text: str, answer: Sequence[int]) -> float:
    """One plain forward over prompt and answer, and the log-probability of each token of the answer."""
    prompt = render(tokenizer, task, text)
    with torch.inference_mode():
        log_probabilities = model(torch.tensor([[*prompt, *answer]])).logits[0].double().log_softmax(-1)
    return float(sum(log_probabilities[len(prompt) - 1 + i, token] for i, token in enumerate(answer)))


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS)
def test_scores_are_the_log_likelihood_of_the_whole_label(
    model: Any, tokenizer: Any, task: Task, labels: list[str]
) -> None:
    task = task.model_copy(update={"labels": labels})
    answers = label_tokens(tokenizer, labels)

    found = LabelScorer(TorchReader(model), tokenizer, task).log_likelihoods(TEXTS)

    expected = [[by_hand(model, tokenizer, task, text, answer) for answer in answers] for text in TEXTS]
    np.testing.assert_allclose(found, expected, atol=1e-4)


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS)
def test_plain_sequences_give_the_same_scores(model: Any, tokenizer: Any, task: Task, labels: list[str]) -> None:
    task, reader = task.model_copy(update={"labels": labels}), TorchReader(model)

    tree = LabelScorer(reader, tokenizer, task).log_likelihoods(TEXTS)
    plain = LabelScorer(SequenceReader(reader.next_tokens), tokenizer, task).log_likelihoods(TEXTS)

    np.testing.assert_allclose(tree, plain, atol=1e-4)


def test_an_adapter_is_read_through(model_folder: Path, adapter_folder: Path, tokenizer: Any, task: Task) -> None:
    base = AutoModelForCausalLM.from_pretrained(model_folder).eval()
    with adapted(base, adapter_folder) as tuned:
        found = LabelScorer(TorchReader(tuned), tokenizer, task).log_likelihoods(TEXTS[:1])
        expected = [
            by_hand(tuned, tokenizer, task, TEXTS[0], answer) for answer in label_tokens(tokenizer, task.labels)
        ]

    np.testing.assert_allclose(found[0], expected, atol=1e-4)
    assert not np.allclose(LabelScorer(TorchReader(base), tokenizer, task).log_likelihoods(TEXTS[:1]), found, atol=0.1)


@pytest.mark.parametrize("window", [8, 4096])
def test_a_sliding_window_is_respected(tokenizer: Any, task: Task, window: int) -> None:
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}
    config = MistralConfig(vocab_size=300, num_key_value_heads=2, sliding_window=window, initializer_range=0.3, **sizes)
    model = MistralForCausalLM(config).eval()

    found = LabelScorer(TorchReader(model), tokenizer, task).log_likelihoods(TEXTS)

    answers = label_tokens(tokenizer, task.labels)
    expected = [[by_hand(model, tokenizer, task, text, answer) for answer in answers] for text in TEXTS]
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_bf16_differs_by_rounding_only(model_folder: Path, tokenizer: Any, task: Task) -> None:
    exact = AutoModelForCausalLM.from_pretrained(model_folder, dtype=torch.float32).eval()
    rounded = AutoModelForCausalLM.from_pretrained(model_folder, dtype=torch.bfloat16).eval()

    scores = [LabelScorer(TorchReader(model), tokenizer, task).log_likelihoods(TEXTS) for model in (exact, rounded)]

    assert 0 < np.abs(scores[0] - scores[1]).max() < 0.5


def test_the_end_of_the_turn_is_counted_only_where_one_label_begins_another(tokenizer: Any) -> None:
    end = tokenizer.eos_token_id
    assert label_tokens(tokenizer, ["ham", "spam"]) == [answer_ids(tokenizer, label)[:-1] for label in ("ham", "spam")]
    assert all(tokens[-1] == end for tokens in label_tokens(tokenizer, ["ham", "hamster"]))


def test_texts_of_a_length_are_read_together_and_answered_in_order(tokenizer: Any, task: Task) -> None:
    read: list[Batch] = []
    done: list[int] = []

    def by_length(batch: Batch) -> Any:
        read.append(batch)
        return np.array([[len(batch.shared) + len(rest), 0] for rest in batch.rests], dtype=float)

    texts = ["x" * (7 * i % 40) for i in range(40)]
    found = LabelScorer(by_length, tokenizer, task).log_likelihoods(texts, done.append)

    assert found[:, 0].tolist() == [len(render(tokenizer, task, text)) for text in texts]
    lengths = [[len(rest) for rest in batch.rests] for batch in read]
    assert all(len(rows) <= ROWS_A_BATCH for rows in lengths)
    assert sum(lengths, []) == sorted(sum(lengths, []), reverse=True)  # noqa: RUF017
    assert (done[-1], done) == (40, sorted(done))


def test_long_texts_make_smaller_batches(tokenizer: Any, task: Task) -> None:
    task, sizes = task.model_copy(update={"max_text_tokens": 4096}), []

    def count(batch: Batch) -> Any:
        sizes.append((len(batch.rests), max(map(len, batch.rests))))
        return np.zeros((len(batch.rests), 2))

    LabelScorer(count, tokenizer, task).log_likelihoods(
        [f"{i}" + "x" * 3000 for i in range(3)] + [f"{i}" + "x" * 1000 for i in range(5)]
    )

    assert [rows for rows, _ in sizes] == [1, 1, 1, 4, 1]  # 4 times 1,005 tokens is within 4,096


def test_what_all_prompts_begin_with_leaves_each_a_token() -> None:
    same = list(range(20))
    assert shared_length([same, same]) == 19
    assert shared_length([[*same, 1, 2], [*same, 2]]) == 20
    assert shared_length([[1, 2], [1, 3]]) == 0  # too little to be worth keeping
    assert shared_length([same]) == 0


def test_a_tree_reads_what_answers_share_once() -> None:
    tree = AnswerTree([[5, 6, 7], [5, 6, 8], [5, 9], [4]])

    assert list(zip(tree.tokens, tree.parents, tree.depths, strict=True)) == [(5, -1, 0), (6, 0, 1)]
    assert tree.branches() == [[0, 1]]
    assert (tree.followers(-1), tree.followers(0), tree.followers(1)) == ([4, 5], [6, 9], [7, 8])
    assert AnswerTree([[1], [2]]).branches() == [[]]
