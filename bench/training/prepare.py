"""Writes the work of one comparison: `python prepare.py <work folder> <options.json>`.

Real mails, cut to mixed lengths by a seed, become a project with a frozen dataset version and the `job.json` of a
training, for us; and `work.json` with the same rows in token ids, in the order and with the learning rates of that
job, for the peers.
"""

import hashlib
import json
import random
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from luthier.contract.models import CONTRACT_VERSION, ModelInput, Params, Task, TrainJob, VersionInput
from luthier.core.knobs import build
from luthier.core.wire import to_json
from luthier.dataset.version import Row
from luthier.models.load import load_tokenizer
from luthier.training.batches import Example, encode, rows_of_step, shared_prefix, step_count
from luthier.training.schedule import Schedule, learning_rate

SEED = 20021010
SHORTEST, LONGEST = 12, 160  # words
RANK, ALPHA = 16, 32
# Peers save nothing while they train, so neither do we.
SCHEDULE: dict[str, str | float | bool] = {
    "epochs": 1.0,
    "batch_rows": 8,
    "peak_learning_rate": 5e-5,
    "checkpoint_every_steps": 100000,
}
TASK = Task(
    kind="classify",
    instruction="Answer with one word: ham or spam.\n\n{text}",
    labels=["ham", "spam"],
    max_text_tokens=256,
)


def main(folder: Path, options: dict[str, Any]) -> None:
    rows = mixed_mails(Path(options["mails"]), options["rows"])
    version = freeze(folder / "project", rows)
    for precision in ("auto", "fp32"):
        write_job(folder / "project" / "runs" / precision, version, options["model"], precision)
    examples = encode(load_tokenizer(Path(options["model"])), TASK, rows)
    work = work_of(examples, options["model"])
    (folder / "work.json").write_text(json.dumps(work), encoding="utf-8")
    print(json.dumps({**facts_of(work), "sharedPrefixTokens": shared_prefix(examples)}))


def mixed_mails(path: Path, count: int) -> list[Row]:
    """As many real mails as asked, each cut to a number of words that is drawn evenly."""
    draw = random.Random(SEED)  # noqa: S311 -- the same rows everywhere, nothing to guard
    with path.open(encoding="utf-8") as lines:
        mails = [json.loads(line) for line in lines]
    long_enough = [mail for mail in mails if len(mail["text"].split()) >= LONGEST]
    return [
        Row(number, " ".join(mail["text"].split()[: draw.randint(SHORTEST, LONGEST)]), mail["label"])
        for number, mail in enumerate(draw.sample(long_enough, count), start=1)
    ]


def freeze(project: Path, rows: list[Row]) -> VersionInput:
    """A dataset version of nothing but training rows, as the core would freeze it."""
    folder = project / "versions"
    folder.mkdir(parents=True)
    table = pa.table(
        {
            "row": pa.array([row.row for row in rows], pa.int64()),
            "split": ["train"] * len(rows),
            "text": [row.text for row in rows],
            "label": [row.label for row in rows],
        }
    )
    draft = folder / "draft.parquet"
    pq.write_table(table, draft)
    sha256 = hashlib.sha256(draft.read_bytes()).hexdigest()
    draft.rename(folder / f"{sha256}.parquet")
    return VersionInput(path=f"versions/{sha256}.parquet", sha256=sha256, text_column="text", label_column="label")


def write_job(folder: Path, version: VersionInput, model: str, precision: str) -> None:
    job = TrainJob(
        id="run_000000000000",
        kind="train",
        title="Benchmark",
        contract_version=CONTRACT_VERSION,
        created_at_ms=0,
        device="cpu",
        seed=SEED,
        version=version,
        model_id="md_000000000000",
        model=ModelInput(path=model, adapter_path=None),
        task=TASK,
        method_id="lora",
        params=Params({"rank": RANK, "alpha": ALPHA, "dropout": 0.0, "targets": "all-linear"}),
        schedule=Params({**SCHEDULE, "precision": precision}),
    )
    folder.mkdir(parents=True)
    (folder / "job.json").write_text(to_json(job, indent=2), encoding="utf-8")


def work_of(examples: list[Example], model: str) -> dict[str, Any]:
    """The same for peers, who read token ids."""
    schedule = build(Schedule, SCHEDULE)
    count = step_count(len(examples), schedule.batch_rows, schedule.epochs)
    steps = range(1, count + 1)
    order = [row for step in steps for row in rows_of_step(step, len(examples), schedule.batch_rows, SEED)]
    return {
        "model": model,
        "rows": [{"prompt": examples[row].prompt, "answer": examples[row].answer} for row in order],
        "batch_rows": schedule.batch_rows,
        "learning_rates": [learning_rate(step, count, schedule) for step in steps],
        "clip_norm": schedule.clip_norm,
        "weight_decay": schedule.weight_decay,
        "rank": RANK,
        "alpha": ALPHA,
        "seed": SEED,
    }


def facts_of(work: dict[str, Any]) -> dict[str, Any]:
    """What the driver needs to know: tokens of all rows, how many of them are padding for who pads, and so on."""
    lengths = [len(row["prompt"]) + len(row["answer"]) for row in work["rows"]]
    batches = [lengths[at : at + work["batch_rows"]] for at in range(0, len(lengths), work["batch_rows"])]
    return {
        "tokens": sum(lengths),
        "paddedTokens": sum(max(batch) * len(batch) for batch in batches),
        "shortestRow": min(lengths),
        "longestRow": max(lengths),
        "steps": len(batches),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
