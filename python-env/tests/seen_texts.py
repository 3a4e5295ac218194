"""Prints what a run makes of texts: prompts, token ids and cuts, as JSON. Tests of the core compare theirs with it.

Usage: python seen_texts.py <model folder>, with {"task": ..., "texts": [...], "limits": [...], "kinds": <folder>} on
standard input. Small tokenizers of other kinds are made in the folder `kinds`; the answer has one entry a tokenizer.
"""

import json
import sys
from pathlib import Path
from typing import Any

from tokenizer_kinds import make_kinds

from luthier.contract.models import Task
from luthier.dataset.task import answer_ids, cut, render
from luthier.models.load import load_tokenizer


def main() -> None:
    asked = json.loads(sys.stdin.buffer.read())
    folders = [Path(sys.argv[1]), *make_kinds(Path(asked["kinds"]))]
    print(json.dumps({str(folder): seen(folder, asked) for folder in folders}))


def seen(folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    tokenizer = load_tokenizer(folder)
    task = Task.model_validate(asked["task"])
    return {
        "ids": [tokenizer(text, add_special_tokens=False)["input_ids"] for text in asked["texts"]],
        "answers": {label: answer_ids(tokenizer, label) for label in task.labels},
        "cuts": [[cut_row(tokenizer, task, limit, text) for text in asked["texts"]] for limit in asked["limits"]],
    }


def cut_row(tokenizer: Any, task: Task, limit: int, text: str) -> dict[str, Any]:
    task = task.model_copy(update={"max_text_tokens": limit})
    kept = cut(tokenizer, task, text)
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": task.instruction.replace("{text}", kept)}],
        tokenize=False,
        add_generation_prompt=True,
    )
    return {"kept": kept, "prompt": prompt, "ids": render(tokenizer, task, text)}


main()
