"""The JSON files of a model folder, read as data and refused when a key would make a library run code.

Checked before any library sees the file. What is refused, and why:

- `auto_map`, `trust_remote_code` and their like, at any depth: Python files of the model are imported.
- Keys that begin with an underscore: settings meant for the library's own use. `_attn_implementation_internal` made
  transformers fetch and run a kernel (CVE-2026-4372).
- `attn_implementation` and its like when they name anything but an implementation of the library itself.
- In an adapter, `auto_mapping` and `megatron_config`: both import a module by name.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from luthier.core.errors import LuthierError

SIZE_LIMIT = 16 * 2**20  # bytes

# Written by the libraries themselves into the files of many models, and only ever read as a name or a flag.
HARMLESS = {"_name_or_path", "_from_model_config", "_attn_implementation_autoset", "__type"}

IMPLEMENTATIONS = {"eager", "sdpa", "flash_attention_2", "grouped_mm", "batched_mm"}

IMPORTING = {"auto_map", "auto_mapping", "custom_generate", "megatron_config"}


def read_config(path: Path) -> dict[str, Any]:
    """One JSON object, checked.

    Raises:
        LuthierError: `model.config_unsafe` names the file and the key, `model.damaged` says why it is not JSON,
            `model.folder_incomplete` that the file is not there.
    """
    config = read_json(path)
    for key, value in _every_key(config):
        if _is_unsafe(key, value):
            raise LuthierError("model.config_unsafe", file=path.name, key=key)
    return config


def read_json(path: Path) -> dict[str, Any]:
    """One JSON object of a model folder, whatever its keys."""
    if not path.is_file():
        raise LuthierError("model.folder_incomplete", folder=str(path.parent), file=path.name)
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise ValueError(f"it is larger than {SIZE_LIMIT} bytes")
        content = json.loads(path.read_bytes())
        if not isinstance(content, dict):
            raise ValueError("it is not an object")
    except OSError as error:
        raise LuthierError("file.unreadable", file=str(path), reason=error.strerror or "no reason given") from error
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise LuthierError("model.damaged", file=path.name, reason=reason) from error
    return content


def _every_key(value: Any) -> Iterator[tuple[str, Any]]:
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, dict):
            yield from inner.items()
            waiting.extend(inner.values())
        elif isinstance(inner, list):
            waiting.extend(inner)


def _is_unsafe(key: str, value: Any) -> bool:
    if key in HARMLESS:
        return isinstance(value, dict | list)
    if key.startswith("_"):
        return True
    if key in IMPORTING or "trust_remote" in key:
        return bool(value)
    if key.endswith("_implementation"):
        return value is not None and value not in IMPLEMENTATIONS
    return False
