"""A job knows its folder and the project around it, and what `job.json` may not say."""

import json
from pathlib import Path
from typing import Any

import pytest

from luthier.contract.models import AttentionJob
from luthier.core.errors import LuthierError
from luthier.core.job import Cancelled, JobContext, read_spec

ATTENTION = {
    "kind": "attention",
    "contractVersion": 1,
    "title": "One text",
    "createdAtMs": 0,
    "id": "at_000000000001",
    "runId": "run_000000000001",
    "subject": "base",
    "source": None,
    "device": "cpu",
    "seed": 1,
    "model": {"path": "models/tiny", "adapterPath": None},
    "task": {"kind": "classify", "instruction": "{text}", "labels": ["a", "b"], "maxTextTokens": 8},
    "text": "hello",
}


def written(folder: Path, spec: object) -> Path:
    path = folder / "job.json"
    path.write_text(spec if isinstance(spec, str) else json.dumps(spec))
    return path


def test_a_job_is_read_as_its_own_kind(tmp_path: Path) -> None:
    spec = read_spec(written(tmp_path, ATTENTION))

    assert isinstance(spec, AttentionJob)
    assert spec.model.path == "models/tiny"


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ("{", "not JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))"),
        ("[]", "kind None is not one of train, evaluate, attention, export, perplexity, names"),
        (
            ATTENTION | {"kind": "juggle"},
            "kind 'juggle' is not one of train, evaluate, attention, export, perplexity, names",
        ),
        (ATTENTION | {"seed": "x"}, "seed: input should be a valid integer, unable to parse string as an integer"),
        (ATTENTION | {"more": 1}, "more: extra inputs are not permitted"),
        (ATTENTION | {"contractVersion": 99}, "written for contract 99, this is 1"),
    ],
)
def test_what_is_wrong_with_a_job_is_named(tmp_path: Path, spec: Any, reason: str) -> None:
    with pytest.raises(LuthierError) as refused:
        read_spec(written(tmp_path, spec))

    assert refused.value.payload.facts["reason"] == reason


def test_a_job_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LuthierError, match="No such file or directory"):
        read_spec(tmp_path / "job.json")


def test_paths_stay_in_the_project(context: JobContext, tmp_path: Path) -> None:
    (context.project / "out").symlink_to("/etc")

    assert context.path("versions/a.parquet") == context.project / "versions" / "a.parquet"
    assert context.path(str(tmp_path / "model")) == tmp_path / "model"
    for leaving in ("../other/file", "versions/../../file", "out/passwd"):
        with pytest.raises(LuthierError, match="leaves the project folder"):
            context.path(leaving)


def test_a_job_hears_that_it_should_end_or_rest(context: JobContext) -> None:
    context.stop_if_asked()
    assert not context.pause_requested()

    (context.folder / "pause").touch()
    context.request_stop()

    assert context.pause_requested()
    assert context.stop_requested()
    with pytest.raises(Cancelled):
        context.stop_if_asked()
