"""`python -m luthier`: runs one job, or describes what can be chosen."""

import os

# Read by libraries when they are imported: no process of ours asks a network for anything by itself.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
os.environ.setdefault("HF_DATASETS_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")

# Threads that wait sleep instead of spinning. A machine that does something else too computes many times faster so;
# an idle one loses little (docs/experiments.md).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from luthier.models import command


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the command line says and returns the exit code."""
    parser = argparse.ArgumentParser(prog="luthier", description="The half of Luthier that computes.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run the job of a job.json")
    run.add_argument("job", type=Path)
    commands.add_parser("describe", help="print what can be chosen, as JSON")
    convert = commands.add_parser("convert-starter", help="write the starter model to a folder")
    convert.add_argument("folder", type=Path)
    command.add_commands(commands)
    asked = parser.parse_args(arguments)

    # Each command imports what it needs: describing answers at once, since nothing that computes is loaded.
    if asked.command == "run":
        from luthier.job_process import run_job

        return run_job(asked.job.absolute())
    if asked.command == "describe":
        from luthier.catalog import describe
        from luthier.core.wire import to_json

        print(to_json(describe(), indent=2))
        return 0
    if asked.command in command.NAMES:
        return command.answer(asked)
    from luthier.models.starter import convert as convert_starter

    convert_starter(asked.folder, say=print)
    return 0


if __name__ == "__main__":
    # Whatever the shell had open came along through core and terminal; held here, it keeps Chromium's processes alive.
    os.closerange(3, 4096)
    sys.exit(main())
