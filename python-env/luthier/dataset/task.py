"""A task put to a model: a row's text becomes a prompt, its label the answer."""

from collections.abc import Sequence
from typing import Any, Protocol

from luthier.contract.models import Task, Where
from luthier.core.errors import LuthierError
from luthier.dataset.version import Row

# Text that surely holds enough tokens; a 50 MB line is not tokenised whole to keep its first fifty.
CHARACTERS_A_TOKEN = 64


class Tokenizer(Protocol):
    """What is asked of a Hugging Face tokenizer."""

    eos_token_id: int

    def __call__(self, text: str, **options: Any) -> Any: ...

    def apply_chat_template(self, conversation: list[dict[str, str]], **options: Any) -> Any: ...


def render(tokenizer: Tokenizer, task: Task, text: str) -> list[int]:
    """Token ids of the prompt, ending where the answer begins: the chat template of the model with one user turn."""
    content = task.instruction.replace("{text}", cut(tokenizer, task, text))
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": content}], tokenize=False, add_generation_prompt=True
    )
    return _ids(tokenizer, prompt)


def answer_ids(tokenizer: Tokenizer, label: str) -> list[int]:
    """Token ids of a label as the model should write it, with the token that ends its turn."""
    return [*_ids(tokenizer, label), tokenizer.eos_token_id]


def cut(tokenizer: Tokenizer, task: Task, text: str) -> str:
    """The text up to the task's number of tokens. Cut between characters, so no half of one is left."""
    limit = task.max_text_tokens
    head = text[: limit * CHARACTERS_A_TOKEN]
    ends = _token_ends(tokenizer, head)
    if len(ends) < limit and len(head) < len(text):  # tokens longer than any we thought of
        head = text
        ends = _token_ends(tokenizer, head)
    return head if len(ends) <= limit else head[: ends[limit - 1]]


def truncated(tokenizer: Tokenizer, task: Task, text: str) -> bool:
    """Whether some of the text does not reach the model."""
    return len(cut(tokenizer, task, text)) < len(text)


def check_labels(task: Task, rows: Sequence[Row]) -> None:
    """Raises `evaluation.label_unknown` for the first row whose label the task does not have."""
    labels = set(task.labels)
    for row in rows:
        if row.label not in labels:
            label, known = row.label or "(empty)", ", ".join(task.labels)
            raise LuthierError(
                "evaluation.label_unknown", where=Where(row=row.row), row=row.row, label=label, labels=known
            )


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    return [int(token) for token in tokenizer(text, add_special_tokens=False)["input_ids"]]


def _token_ends(tokenizer: Tokenizer, text: str) -> list[int]:
    """Where each token of the text ends, in characters."""
    offsets = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
    return [end for _, end in offsets]
