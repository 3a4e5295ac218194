"""The commands of `python -m luthier` about models. Each prints one JSON object: the model's facts, or the error."""

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from luthier.core.errors import LuthierError
from luthier.core.wire import to_json
from luthier.models.check import check_model

if TYPE_CHECKING:
    from argparse import ArgumentParser, _SubParsersAction

NAMES = ("inspect-model", "convert-gguf", "download-model")


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Declares the commands."""
    inspect = commands.add_parser("inspect-model", help="say what a model folder holds, without loading it")
    inspect.add_argument("folder", type=Path)
    convert = commands.add_parser("convert-gguf", help="make a model folder of a GGUF file")
    convert.add_argument("file", type=Path)
    convert.add_argument("folder", type=Path)
    download = commands.add_parser("download-model", help="download a model from the Hugging Face hub")
    download.add_argument("id")
    download.add_argument("folder", type=Path)


def answer(asked: Namespace) -> int:
    """Does what was asked and returns the exit code. Steps of long work go to stderr."""
    try:
        if asked.command == "convert-gguf":
            from luthier.models.gguf import convert_gguf

            convert_gguf(asked.file, asked.folder, say=lambda words: print(words, file=sys.stderr, flush=True))
        elif asked.command == "download-model":
            from luthier.models.download import download_model

            download_model(asked.id, asked.folder)
        print(json.dumps(inspect_model(asked.folder)))
    except LuthierError as error:
        print(to_json(error.payload))
        return 1
    return 0


def inspect_model(folder: Path) -> dict[str, str | int]:
    """Architecture, parameters, size and licence of a folder that may be loaded. Raises as `check_model` does."""
    model = check_model(folder)
    return {
        "architecture": model.architecture,
        "parameters": model.parameters,
        "sizeBytes": model.size_bytes,
        "licence": model.licence,
    }
