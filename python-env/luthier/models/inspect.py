"""What a model folder holds, told without torch: `luthier inspect-model <folder>`."""

import json
from pathlib import Path

from luthier.core.errors import LuthierError
from luthier.core.wire import to_json
from luthier.models.check import check_model


def inspect_model(folder: Path) -> dict[str, str | int]:
    """Architecture, parameters, size and licence of a folder that may be loaded. Raises as `check_model` does."""
    model = check_model(folder)
    return {
        "architecture": model.architecture,
        "parameters": model.parameters,
        "sizeBytes": model.size_bytes,
        "licence": model.licence,
    }


def print_model(folder: Path) -> int:
    """Prints one JSON object, the facts or the error, and returns the exit code."""
    try:
        print(json.dumps(inspect_model(folder)))
    except LuthierError as error:
        print(to_json(error.payload))
        return 1
    return 0
