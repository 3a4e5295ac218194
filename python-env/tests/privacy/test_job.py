"""A job that finds names reads a file of texts, and goes on where it was stopped or paused."""

import json
from typing import Any

import pytest

from luthier.contract.models import FoundNames, NamesJob
from luthier.core.job import Cancelled, Paused
from luthier.privacy import job as job_module
from luthier.privacy.job import run

TEXTS = [
    f"😀 Sarah Connor met 王小明 at number {number}." if number % 3 else f"Number {number}" for number in range(30)
]


@pytest.fixture
def spec(context: Any) -> NamesJob:
    lines = [{"row": at + 1, "column": "text", "stamp": f"s{at}", "text": text} for at, text in enumerate(TEXTS)]
    (context.folder / "texts.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return NamesJob.model_validate(
        {
            "contractVersion": 1,
            "title": "Names of people in texts",
            "createdAtMs": 0,
            "device": "cpu",
            "seed": 1,
            "kind": "names",
            "id": "nm_000000000001",
            "datasetId": "ds_000000000001",
            "columns": ["text"],
            "textsPath": "jobs/job_1/texts.jsonl",
            "rows": len(TEXTS),
        }
    )


def found(context: Any, name: str = "names") -> list[FoundNames]:
    path = context.result / f"{name}.jsonl"
    return [FoundNames.model_validate_json(line) for line in path.read_text().splitlines()]


def test_every_text_has_its_line_with_places_in_utf_16(context: Any, spec: NamesJob) -> None:
    assert run(spec, context) == "result/names.jsonl"

    lines = found(context)
    assert [(one.row, one.column, one.stamp) for one in lines] == [(at + 1, "text", f"s{at}") for at in range(30)]
    # The emoji counts as two: 😀, a space, then the name.
    assert [[(span.start, span.end) for span in one.spans] for one in lines[:3]] == [
        [],
        [(3, 15), (20, 23)],
        [(3, 15), (20, 23)],
    ]


def test_a_stopped_job_goes_on_after_its_last_whole_part_and_gives_the_same(
    context: Any, spec: NamesJob, monkeypatch: Any
) -> None:
    run(spec, context)
    whole = (context.result / "names.jsonl").read_text()
    (context.result / "names.jsonl").unlink()
    monkeypatch.setattr(job_module, "TEXTS_A_PART", 8)
    real = job_module.find

    def stops(*given: Any, before: int, total: int) -> Any:
        if before == 16:
            context.request_stop()
        return real(*given, before=before, total=total)

    monkeypatch.setattr(job_module, "find", stops)
    with pytest.raises(Cancelled):
        run(spec, context)
    assert len(found(context, "names.unfinished")) == 16
    assert not (context.result / "names.jsonl").exists()

    with (context.result / "names.unfinished.jsonl").open("a") as file:
        file.write('{"row": 49, "st')  # a power cut
    context._stop = False
    monkeypatch.setattr(job_module, "find", real)
    run(spec, context)
    assert (context.result / "names.jsonl").read_text() == whole
    events = [json.loads(line) for line in (context.folder / "events.jsonl").read_text().splitlines()]
    assert [event["resumedFrom"] for event in events if event["kind"] == "started"] == [0, 0, 16]


def test_a_paused_job_keeps_its_whole_parts(context: Any, spec: NamesJob, monkeypatch: Any) -> None:
    monkeypatch.setattr(job_module, "TEXTS_A_PART", 8)
    real = job_module.find

    def pauses(*given: Any, before: int, total: int) -> Any:
        if before == 8:
            (context.folder / "pause").touch()
        return real(*given, before=before, total=total)

    monkeypatch.setattr(job_module, "find", pauses)
    with pytest.raises(Paused) as paused:
        run(spec, context)
    assert paused.value.step == len(found(context, "names.unfinished")) == 16
