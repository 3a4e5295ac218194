"""A perplexity job scores a file of texts, and goes on where it was stopped."""

import json
from pathlib import Path
from typing import Any

import pytest

from luthier.contract.models import PerplexityJob, TextScore
from luthier.core.errors import LuthierError
from luthier.core.job import Cancelled
from luthier.perplexity import job as job_module
from luthier.perplexity.job import run

TEXTS = [f"the minutes of the meeting {'and the winner ' * (number % 7)}{number}" for number in range(30)]


@pytest.fixture
def spec(context: Any, model_folder: Path) -> PerplexityJob:
    lines = [{"row": 3 * at + 1, "stamp": f"s{at}", "text": text} for at, text in enumerate(TEXTS)]
    (context.folder / "texts.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return PerplexityJob.model_validate(
        {
            "contractVersion": 1,
            "title": "Perplexity of texts",
            "createdAtMs": 0,
            "device": "cpu",
            "seed": 1,
            "kind": "perplexity",
            "id": "px_000000000001",
            "datasetId": "ds_000000000001",
            "modelId": "md_000000000001",
            "model": {"path": str(model_folder), "adapterPath": None},
            "column": "text",
            "textsPath": "jobs/job_1/texts.jsonl",
            "rows": len(TEXTS),
            "maxTokens": 32,
        }
    )


def scores(path: Path) -> list[TextScore]:
    return [TextScore.model_validate_json(line) for line in path.read_text().splitlines()]


def test_every_text_has_its_line_in_order(context: Any, spec: PerplexityJob) -> None:
    path = run(spec, context)

    found = scores(context.folder / path)
    assert path == "result/scores.jsonl"
    assert [(one.row, one.stamp) for one in found] == [(3 * at + 1, f"s{at}") for at in range(len(TEXTS))]
    assert all(one.perplexity is not None and 2 <= one.tokens <= 32 for one in found)
    assert [name.name for name in context.result.iterdir()] == ["scores.jsonl"]


def test_a_stopped_job_goes_on_after_its_last_whole_part_and_gives_the_same(
    context: Any, spec: PerplexityJob, monkeypatch: Any
) -> None:
    whole = (context.folder / run(spec, context)).read_text()
    (context.result / "scores.jsonl").unlink()
    monkeypatch.setattr(job_module, "ROWS_A_PART", 8)
    real = job_module.score

    def stops(*given: Any, before: int, total: int) -> Any:
        if before == 16:
            context.request_stop()
        return real(*given, before=before, total=total)

    monkeypatch.setattr(job_module, "score", stops)
    with pytest.raises(Cancelled):
        run(spec, context)
    unfinished = context.result / "scores.unfinished.jsonl"
    assert len(scores(unfinished)) == 16
    assert not (context.result / "scores.jsonl").exists()

    with unfinished.open("a") as file:
        file.write('{"row": 49, "st')  # a power cut
    context._stop = False
    seen: list[int] = []
    monkeypatch.setattr(
        job_module, "score", lambda *given, **places: seen.append(places["before"]) or real(*given, **places)
    )
    again = scores(context.folder / run(spec, context))

    assert seen == [16, 24]
    for one, two in zip(again, [TextScore.model_validate_json(line) for line in whole.splitlines()], strict=True):
        assert (one.row, one.stamp, one.tokens) == (two.row, two.stamp, two.tokens)
        assert one.perplexity == pytest.approx(two.perplexity, rel=1e-4)


def test_a_broken_file_of_texts_is_named(context: Any, spec: PerplexityJob) -> None:
    (context.folder / "texts.jsonl").write_text('{"row": 1, "stamp": "a", "text": "half')

    with pytest.raises(LuthierError) as caught:
        run(spec, context)
    assert (caught.value.code, caught.value.facts["file"]) == ("file.unreadable", "texts.jsonl")
