"""The perplexity job: how expected each of many texts is to a model."""

from luthier.contract.models import PerplexityJob, TextScore, TextToScore
from luthier.core.device import Device, choose
from luthier.core.events import Precision
from luthier.core.job import JobContext
from luthier.core.parts import Parts
from luthier.models.load import load
from luthier.perplexity.score import PerplexityScorer

ROWS_A_PART = 1024


def run(spec: PerplexityJob, context: JobContext) -> str:
    """Scores the texts of the job and returns the path of the scores, relative to the folder of the job."""
    import torch

    parts = Parts(context, context.path(spec.texts_path), "scores", TextToScore, spec.rows)
    device = choose(spec.device)
    precision = precision_for(device)
    context.events.started(
        spec.id, total=spec.rows, unit="row", device=device.name, precision=precision, resumed_from=parts.done
    )
    context.events.stage("load", "loading the model")
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    model, tokenizer = load(spec.model, context, device=device.torch, dtype=dtype)
    scorer = PerplexityScorer(model, tokenizer, spec.max_tokens)

    context.events.stage("score", f"scoring {spec.rows - parts.done} texts")
    return parts.work(ROWS_A_PART, lambda part, before: score(scorer, part, context, before=before, total=spec.rows))


def precision_for(device: Device) -> Precision:
    """bf16 on a GPU that has it. On a CPU scores are kept exact: rows are compared by them."""
    return "bf16" if device.index is not None and device.has_bf16 else "fp32"


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
