"""One training by Luthier: `python ours.py <folder of a job>` runs its `job.json` and prints what was measured.

It is the job as the core starts it, events, heartbeat, checkpoint and all. Only the moment when the base model is
loaded is caught from outside.
"""

import json
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from luthier.job_process import run_job
from luthier.models.load import load_base
from luthier.training import job
from measure import Measured, Memory


def main(folder: Path) -> int:
    memory = Memory()

    def loaded(*arguments: Any, **options: Any) -> Any:
        model, tokenizer = load_base(*arguments, **options)
        memory.mark(model)
        return model, tokenizer

    with patch.object(job, "load_base", loaded):
        code = run_job(folder / "job.json")
    if code != 0:
        return code

    lines = (folder / "events.jsonl").read_text(encoding="utf-8").splitlines()
    events: list[dict[str, Any]] = [json.loads(line) for line in lines]
    started = next(event for event in events if event["kind"] == "started")
    metrics = [event for event in events if event["kind"] == "metric"]
    Measured(
        name="luthier",
        setting=started["precision"],
        seconds=(metrics[-1]["atMs"] - started["atMs"]) / 1000,
        peak_bytes=memory.peak_bytes(),
        losses=[event["value"] for event in metrics if event["name"] == "train/loss"],
    ).print()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
