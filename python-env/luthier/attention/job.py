"""The attention job: one text through the model, and what every head of every layer reads from where.

Writes `result/heads.u8`, `result/overview.u8`, and `result/attention.json` last.
"""

from typing import Any

import numpy as np
import torch

from luthier.attention.files import HEADS, OVERVIEW, MapFiles
from luthier.attention.overview import overview_side
from luthier.attention.pieces import readable_pieces
from luthier.attention.tap import HeadMap, tapped
from luthier.contract.models import AttentionAnswer, AttentionFiles, AttentionJob, AttentionMap
from luthier.core.device import choose
from luthier.core.errors import LuthierError
from luthier.core.files import write_atomically
from luthier.core.job import JobContext
from luthier.core.wire import to_json
from luthier.dataset.task import render
from luthier.evaluation.answers import answers_of
from luthier.evaluation.precision import dtype_of, precision_for
from luthier.evaluation.score import LabelScorer
from luthier.evaluation.torch_reader import TorchReader
from luthier.models.load import load

MAP = "attention.json"
TOKENS_AT_MOST = 2048  # a full map of 30 layers of 9 heads is then 1.1 GB


def run(spec: AttentionJob, context: JobContext) -> str:
    """Maps the attention of one text and returns the path of the record, relative to the folder of the job."""
    device = choose(spec.device)
    precision = precision_for(device, spec.precision)
    model, tokenizer = load(spec.model, context, device=device.torch, dtype=dtype_of(precision))
    tokens = render(tokenizer, spec.task, spec.text)
    if len(tokens) > TOKENS_AT_MOST:
        raise LuthierError("attention.too_long", tokens=len(tokens), limit=TOKENS_AT_MOST)

    config: Any = model.config
    layers, heads = int(config.num_hidden_layers), int(config.num_attention_heads)
    context.events.started(spec.id, total=layers, unit="layer", device=device.name, precision=precision)
    answer = answer_to(model, tokenizer, spec)
    files = write_maps(model, tokens, context, layers, heads)

    record = AttentionMap(
        layers=layers,
        heads=heads,
        tokens=readable_pieces(tokenizer, tokens),
        encoding="sqrt-u8",
        overview_side=overview_side(len(tokens)),
        files=AttentionFiles(overview=OVERVIEW, heads=HEADS),
        head_summaries=files.summaries,
        answer=answer,
    )
    write_atomically(context.result / MAP, to_json(record) + "\n")
    return f"{context.result.name}/{MAP}"


def answer_to(model: Any, tokenizer: Any, spec: AttentionJob) -> AttentionAnswer:
    """What the model answers to the text."""
    log_likelihoods = LabelScorer(TorchReader(model), tokenizer, spec.task).log_likelihoods([spec.text])
    answers = answers_of(np.zeros(1, dtype=np.int64), log_likelihoods)
    return AttentionAnswer(
        predicted=spec.task.labels[answers.predicted[0]],
        probabilities=answers.probabilities[0].tolist(),
        labels=spec.task.labels,
    )


def write_maps(model: Any, tokens: list[int], context: JobContext, layers: int, heads: int) -> MapFiles:
    """One forward pass over the text; each head goes to disk as its layer is done."""

    def take(found: HeadMap) -> None:
        context.stop_if_asked()
        files.add(found)
        if found.head == heads - 1:
            context.events.progress(found.layer + 1, layers)

    with MapFiles(context.result, len(tokens), layers * heads) as files, tapped(model, take), torch.inference_mode():
        model(input_ids=torch.tensor([tokens], device=model.device), use_cache=False, logits_to_keep=1)
    if len(files.summaries) != layers * heads:
        raise LuthierError("model.unsupported", type=type(model).__name__, purpose="attention maps")
    return files
