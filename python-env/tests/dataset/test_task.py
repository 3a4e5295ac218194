"""A row becomes a prompt by the model's own template; its text is cut between characters."""

from typing import Any

import pytest

from luthier.contract.models import Task
from luthier.core.errors import LuthierError
from luthier.dataset.task import answer_ids, check_labels, cut, render, truncated
from luthier.dataset.version import Row


def limited(task: Task, tokens: int) -> Task:
    return task.model_copy(update={"max_text_tokens": tokens})


def test_the_prompt_ends_where_the_answer_begins(tokenizer: Any, task: Task) -> None:
    prompt = render(tokenizer, task, "free money")

    assert tokenizer.decode(prompt) == (
        "<|im_start|>user\nIs this spam or ham?\n\nfree money<|im_end|>\n<|im_start|>assistant\n"
    )


def test_an_answer_ends_the_turn(tokenizer: Any) -> None:
    assert tokenizer.decode(answer_ids(tokenizer, "spam")) == "spam<|im_end|>"


def test_a_text_with_braces_or_marks_is_put_in_as_it_is(tokenizer: Any, task: Task) -> None:
    assert "{text} {{x}} {% y %}" in tokenizer.decode(render(tokenizer, task, "{text} {{x}} {% y %}"))


@pytest.mark.parametrize(
    ("text", "tokens", "left"),
    [
        ("zqzqzq", 4, "zqzq"),  # a letter a token
        ("zqzqzq", 6, "zqzqzq"),
        ("\u4f60\u597d\u554a\u55e8", 4, "\u4f60\u597d"),  # three bytes, three tokens each: the second is kept whole
        ("", 4, ""),
    ],
)
def test_a_text_is_cut_to_its_tokens_and_never_inside_a_character(
    tokenizer: Any, task: Task, text: str, tokens: int, left: str
) -> None:
    assert cut(tokenizer, limited(task, tokens), text) == left
    assert truncated(tokenizer, limited(task, tokens), text) == (text != left)


def test_a_huge_line_is_not_read_to_its_end(tokenizer: Any, task: Task) -> None:
    assert len(cut(tokenizer, limited(task, 8), "x" * 50_000_000)) == 8


def test_a_label_the_task_does_not_have_is_named_with_its_row(task: Task) -> None:
    check_labels(task, [Row(1, "a", "ham"), Row(2, "b", "spam")])
    with pytest.raises(LuthierError, match=r"Row 7 has the label \(empty\), which is not one of ham, spam") as unknown:
        check_labels(task, [Row(1, "a", "ham"), Row(7, "b", "")])

    assert unknown.value.where is not None
    assert unknown.value.where.row == 7
