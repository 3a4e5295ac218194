"""The perplexity job: how expected each of many texts is to a model.

Texts come as a file of JSON lines and are read in parts, so that a million need no memory. What a part gave is on the
disk before the next one begins: a job that was stopped goes on where it was. `result/scores.jsonl` gets its name when
all is there.
"""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from luthier.contract.models import PerplexityJob, TextScore, TextToScore
from luthier.core.device import Device, choose
from luthier.core.errors import LuthierError
from luthier.core.events import Precision
from luthier.core.files import full_disk_said, sync_folder
from luthier.core.job import JobContext
from luthier.core.wire import to_json
from luthier.models.load import load
from luthier.perplexity.score import PerplexityScorer

SCORES = "scores.jsonl"
UNFINISHED = "scores.unfinished.jsonl"
ROWS_A_PART = 1024


def run(spec: PerplexityJob, context: JobContext) -> str:
    """Scores the texts of the job and returns the path of the scores, relative to the folder of the job."""
    import torch

    texts = context.path(spec.texts_path)
    unfinished = context.result / UNFINISHED
    done = whole_lines(unfinished)
    device = choose(spec.device)
    precision = precision_for(device)
    context.events.started(
        spec.id, total=spec.rows, unit="row", device=device.name, precision=precision, resumed_from=done
    )
    context.events.stage("load", "loading the model")
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    model, tokenizer = load(spec.model, context, device=device.torch, dtype=dtype)
    scorer = PerplexityScorer(model, tokenizer, spec.max_tokens)

    context.events.stage("score", f"scoring {spec.rows - done} texts")
    with unfinished.open("ab") as file:
        left = islice(read_texts(texts), done, None)
        while part := list(islice(left, ROWS_A_PART)):
            write(file, score(scorer, part, context, before=done, total=spec.rows))
            done += len(part)
    if done != spec.rows:
        raise LuthierError("file.unreadable", file=texts.name, reason=f"it has {done} texts instead of {spec.rows}")
    unfinished.replace(context.result / SCORES)
    sync_folder(context.result)
    return f"{context.result.name}/{SCORES}"


def precision_for(device: Device) -> Precision:
    """bf16 on a GPU that has it. On a CPU scores are kept exact: rows are compared by them."""
    return "bf16" if device.index is not None and device.bf16_is_fast else "fp32"


def score(
    scorer: PerplexityScorer, part: list[TextToScore], context: JobContext, *, before: int, total: int
) -> list[TextScore]:
    """The scores of a part of the texts, in its order."""

    def tell(done: int) -> None:
        context.stop_if_asked()
        context.events.progress(before + done, total)

    tell(0)
    found = scorer.score([text.text for text in part], tell)
    return [
        TextScore(row=text.row, stamp=text.stamp, tokens=tokens, perplexity=perplexity)
        for text, (tokens, perplexity) in zip(part, found, strict=True)
    ]


def read_texts(path: Path) -> Iterator[TextToScore]:
    """The texts, one at a time."""
    try:
        with path.open("rb") as file:
            for line in file:
                yield TextToScore.model_validate_json(line)
    except (OSError, ValueError) as error:
        raise LuthierError("file.unreadable", file=path.name, reason=" ".join(str(error).split())[:200]) from error


def write(file: BinaryIO, scores: list[TextScore]) -> None:
    """Appends the scores so that they outlast a power cut."""
    lines = "".join(f"{to_json(one)}\n" for one in scores).encode()
    with full_disk_said(Path(file.name).parent, needed=len(lines)):
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def whole_lines(path: Path) -> int:
    """How many lines an earlier attempt left; half a one at the end is removed."""
    if not path.exists():
        return 0
    lines = whole = 0
    with path.open("rb+") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            lines, whole = lines + 1, whole + len(line)
        file.truncate(whole)
    return lines
