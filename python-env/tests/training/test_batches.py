"""What a step reads follows from seed and step alone."""

from collections import Counter
from typing import Any

import pytest
import torch

from luthier.contract.models import Task
from luthier.dataset.version import Row
from luthier.training.batches import Example, batches, encode, rows_of_step, shared_prefix, step_count

CPU = torch.device("cpu")


def test_an_example_is_the_prompt_and_the_label_with_the_end_of_the_turn(tokenizer: Any, task: Task) -> None:
    (example,) = encode(tokenizer, task, [Row(1, "free money", "spam")])

    assert tokenizer.decode(example.prompt).endswith("free money<|im_end|>\n<|im_start|>assistant\n")
    assert tokenizer.decode(example.answer) == "spam<|im_end|>"


def test_every_epoch_reads_each_row_once_in_another_order() -> None:
    epochs = [
        [row for step in range(first, first + 3) for row in rows_of_step(step, 10, 4, seed=7)] for first in (1, 4)
    ]

    assert [len(rows_of_step(step, 10, 4, seed=7)) for step in (1, 2, 3, 4)] == [4, 4, 2, 4]
    assert all(sorted(epoch) == list(range(10)) for epoch in epochs)
    assert epochs[0] != epochs[1]
    assert rows_of_step(2, 10, 4, seed=7) != rows_of_step(2, 10, 4, seed=8)


@pytest.mark.parametrize(("epochs", "steps"), [(1, 3), (2.5, 8), (0.1, 1), (2, 6)])
def test_steps_are_counted_over_whole_epochs_and_parts_of_one(epochs: float, steps: int) -> None:
    assert step_count(rows=10, batch_rows=4, epochs=epochs) == steps


def test_the_shared_prefix_leaves_each_prompt_a_token_and_is_long_enough_to_be_worth_it() -> None:
    head = tuple(range(9))

    assert shared_prefix([Example((*head, 20, 21), (1,)), Example((*head, 20, 30), (1,))]) == 10
    assert shared_prefix([Example((*head, 20), (1,)), Example((*head, 20, 30), (1,))]) == 9
    assert shared_prefix([Example((*head, 20), (1,))] * 2) == 9
    assert shared_prefix([Example((1, 2, 3, 4), (1,)), Example((1, 2, 3, 5), (1,))]) == 0


def test_a_batch_by_hand() -> None:
    # the prefix 5 6 once, then the longer row, then the shorter one; the last token of an answer is only predicted
    (batch,) = batches([Example((5, 6, 7), (1, 2)), Example((5, 6, 8, 9), (3, 2))], 2, 100, CPU)

    assert batch.input_ids.tolist() == [[5, 6, 8, 9, 3, 7, 1]]
    assert batch.layout.positions.tolist() == [[0, 1, 2, 3, 4, 2, 3]]
    assert batch.asked.tolist() == [3, 4, 5, 6]
    assert batch.answers.tolist() == [3, 2, 1, 2]
    assert (batch.rows, batch.tokens) == (2, 5 + 4)


def test_batches_hold_all_rows_and_no_more_tokens_than_asked_for() -> None:
    examples = [Example((5, 6, *[7] * length), (1, 2)) for length in (1, 30, 4, 4, 9)]

    made = batches(examples, 2, 14, CPU)

    assert [batch.input_ids.shape[1] for batch in made] == [2 + 31, 2 + 10, 2 + 5 + 5 + 2]
    assert Counter(batch.rows for batch in made) == Counter({1: 2, 3: 1})
