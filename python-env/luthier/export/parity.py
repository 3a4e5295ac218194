"""Whether an exported model is still the model it was made from."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from luthier.contract.models import ExportAttempt, ExportLatency, Gate, Score
from luthier.evaluation.answers import Answers
from luthier.evaluation.bootstrap import Bootstrap
from luthier.evaluation.score import LabelScorer
from luthier.export.targets.target import Rung

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

DRAWS = 1000
LATENCY_ROWS = 20
WARM_UP = 3  # answers that are not counted: the first ones fetch weights into the caches
POINTS = 100
CHAT = [{"role": "user", "content": "Is the template still the same? 模板还一样吗？"}]


@dataclass(frozen=True)
class Judged:
    """An exported model beside its source, on the same rows."""

    attempt: ExportAttempt
    source: list[Score]
    exported: list[Score]
    agreement: float


def judge(rung: Rung, source: Answers, exported: Answers, gate: Gate, seed: int) -> Judged:
    """Scores of both with bootstrap intervals, and whether the drop of the gate's metric is within the gate."""
    bootstrap = Bootstrap([source, exported], DRAWS, seed)
    scores = bootstrap.scores(0), bootstrap.scores(1)
    before, after = (next(score for score in side if score.metric == gate.metric) for side in scores)
    drop = (before.value - after.value) * POINTS
    attempt = ExportAttempt(
        title=rung.title,
        kept_higher=list(rung.kept_higher),
        score=after,
        drop_points=drop,
        passed=drop <= gate.max_drop_points,
    )
    return Judged(attempt, *scores, float((source.predicted == exported.predicted).mean()))


def latencies(source: LabelScorer, exported: LabelScorer, texts: Sequence[str]) -> ExportLatency:
    """Median milliseconds an answer takes, one text at a time, both models in turn."""
    rows = [*texts[:WARM_UP], *texts[:LATENCY_ROWS]]
    timed = np.array([[_milliseconds(scorer, text) for scorer in (source, exported)] for text in rows])
    medians = np.median(timed[WARM_UP:] if len(rows) > WARM_UP else timed, axis=0)
    return ExportLatency(source=float(medians[0]), exported=float(medians[1]))


def template_survives(before: "PreTrainedTokenizerBase", after: "PreTrainedTokenizerBase") -> bool:
    """Whether the tokenizer beside the exported model renders a chat to the same tokens."""
    if before.chat_template is None and after.chat_template is None:
        return bool(before(CHAT[0]["content"])["input_ids"] == after(CHAT[0]["content"])["input_ids"])
    ids = [tokenizer.apply_chat_template(CHAT, add_generation_prompt=True) for tokenizer in (before, after)]
    return bool(ids[0] == ids[1])


def stop_tokens_survive(source: Path, exported: Path) -> bool:
    """Whether the files that name the tokens that end an answer say the same."""
    stops = [_stop_tokens(folder) for folder in (source, exported)]
    return stops[0] is not None and stops[0] == stops[1]


def _stop_tokens(folder: Path) -> object:
    """What `generation_config.json` names, else `config.json`: older base models have only that."""
    for name in ("generation_config.json", "config.json"):
        path = folder / name
        named = json.loads(path.read_text(encoding="utf-8")).get("eos_token_id") if path.exists() else None
        if named is not None:
            return named
    return None


def _milliseconds(scorer: LabelScorer, text: str) -> float:
    began = time.perf_counter()
    scorer.log_likelihoods([text])
    return (time.perf_counter() - began) * 1000
