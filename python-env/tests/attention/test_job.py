"""An attention job leaves the maps of every head, and a record that says how to read them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from luthier.attention.job import TOKENS_AT_MOST, run
from luthier.contract.models import AttentionJob, AttentionMap, Task
from luthier.core.errors import LuthierError
from luthier.core.job import Cancelled
from luthier.dataset.task import render


def job(model_folder: Path, adapter_folder: Path, task: Task, text: str) -> AttentionJob:
    return AttentionJob.model_validate(
        {
            "contractVersion": 1,
            "title": "Attention of one text",
            "createdAtMs": 0,
            "device": "cpu",
            "seed": 1,
            "kind": "attention",
            "id": "at_000000000001",
            "runId": "run_000000000001",
            "subject": "tuned",
            "source": None,
            "model": {"path": str(model_folder), "adapterPath": str(adapter_folder)},
            "task": task,
            "text": text,
        }
    )


def test_the_record_and_the_bytes_fit_each_other(
    context: Any, model_folder: Path, adapter_folder: Path, task: Task, tokenizer: Any
) -> None:
    text = "free money for you and the winner, and minutes of the meeting"

    path = run(job(model_folder, adapter_folder, task, text), context)

    record = AttentionMap.model_validate_json((context.folder / path).read_text())
    tokens = len(render(tokenizer, task, text))
    assert (path, record.layers, record.heads, len(record.tokens)) == ("result/attention.json", 3, 4, tokens)
    assert "".join(record.tokens) == tokenizer.decode(render(tokenizer, task, text))
    heads = np.fromfile(context.result / record.files.heads, np.uint8).reshape(3, 4, tokens, tokens)
    side = record.overview_side
    overview = np.fromfile(context.result / record.files.overview, np.uint8).reshape(3, 4, side, side)
    assert (side, overview.max(), heads.max()) == (32, 255, 255)
    assert not np.triu(heads, 1).any()
    np.testing.assert_allclose(((heads / 255.0) ** 2).sum(-1), 1, atol=0.15)  # each weight off by up to 1/255
    assert [(one.layer, one.head) for one in record.head_summaries] == [(i, j) for i in range(3) for j in range(4)]
    assert record.answer.predicted in task.labels
    assert sum(record.answer.probabilities) == pytest.approx(1)


def test_a_text_beyond_a_full_map_is_refused(
    context: Any, model_folder: Path, adapter_folder: Path, task: Task
) -> None:
    task = task.model_copy(update={"max_text_tokens": 4096})

    with pytest.raises(LuthierError) as caught:
        run(job(model_folder, adapter_folder, task, "0123456789" * 300), context)
    assert (caught.value.code, caught.value.facts["limit"]) == ("attention.too_long", TOKENS_AT_MOST)
    assert float(caught.value.facts["tokens"]) > TOKENS_AT_MOST


def test_a_job_that_is_asked_to_stop_leaves_no_record(
    context: Any, model_folder: Path, adapter_folder: Path, task: Task
) -> None:
    context.request_stop()

    with pytest.raises(Cancelled):
        run(job(model_folder, adapter_folder, task, "hello"), context)
    assert not (context.result / "attention.json").exists()
