"""The header of a safetensors file: read and checked here, before any library maps the file.

Source: https://github.com/huggingface/safetensors, "Format": eight bytes of length, a JSON header, then the tensors
side by side. Every rule of that page is checked, and the library's limit on the header is lowered.
"""

import json
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from luthier.core.errors import LuthierError

HEADER_LIMIT = 8 * 2**20  # bytes: room for sixty thousand tensors in one file

BITS = {
    **dict.fromkeys(("F4",), 4),
    **dict.fromkeys(("F6_E2M3", "F6_E3M2"), 6),
    **dict.fromkeys(("BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ"), 8),
    **dict.fromkeys(("U16", "I16", "F16", "BF16"), 16),
    **dict.fromkeys(("U32", "I32", "F32"), 32),
    **dict.fromkeys(("U64", "I64", "F64", "C64"), 64),
}


@dataclass(frozen=True)
class TensorInfo:
    """One tensor as the header describes it."""

    dtype: str
    shape: tuple[int, ...]
    begin: int  # bytes from the end of the header
    end: int

    @property
    def elements(self) -> int:
        return prod(self.shape)


def read_tensors(path: Path) -> dict[str, TensorInfo]:
    """The tensors of a safetensors file by name, without reading their values.

    Raises:
        LuthierError: `model.damaged` when the header breaks a rule of the format; the reason names it.
    """
    try:
        header, data_bytes = _read_header(path)
        tensors = {name: _tensor(name, value) for name, value in header.items() if name != "__metadata__"}
        _check_layout(tensors, data_bytes)
    except OSError as error:
        raise LuthierError("file.unreadable", file=str(path), reason=error.strerror or "no reason given") from error
    except (ValueError, RecursionError) as error:
        raise LuthierError("model.damaged", file=path.name, reason=_reason(error)) from error
    return tensors


def _read_header(path: Path) -> tuple[dict[str, Any], int]:
    file_bytes = path.stat().st_size
    with path.open("rb") as file:
        length_bytes = file.read(8)
        if len(length_bytes) < 8:
            raise ValueError("it is shorter than a safetensors header")
        length = int.from_bytes(length_bytes, "little")
        if length > file_bytes - 8:
            raise ValueError("its header is longer than the file")
        if length > HEADER_LIMIT:
            raise ValueError(f"its header has {length} bytes; up to {HEADER_LIMIT} are read")
        header = json.loads(file.read(length).decode("utf-8"), object_pairs_hook=_without_duplicates)
    if not isinstance(header, dict):
        raise ValueError("its header is not an object")
    return header, file_bytes - 8 - length


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("its header names something twice")
    return found


def _tensor(name: str, value: Any) -> TensorInfo:
    if not isinstance(value, dict) or value.keys() != {"dtype", "shape", "data_offsets"}:
        raise ValueError(f"its tensor {name[:80]} is not described by dtype, shape and data_offsets")
    dtype, shape, offsets = value["dtype"], value["shape"], value["data_offsets"]
    if dtype not in BITS:
        raise ValueError(f"its tensor {name[:80]} has an unknown dtype")
    if not _are_sizes(shape) or not _are_sizes(offsets) or len(offsets) != 2:
        raise ValueError(f"its tensor {name[:80]} has a shape or offsets that are not whole numbers from 0")

    tensor = TensorInfo(dtype, tuple(shape), *offsets)
    if (tensor.end - tensor.begin) * 8 != tensor.elements * BITS[dtype]:
        raise ValueError(f"its tensor {name[:80]} does not fill its bytes")
    return tensor


def _are_sizes(value: Any) -> bool:
    # JSON's true is an int to Python, so the type is compared and not asked for.
    return isinstance(value, list) and all(type(size) is int and 0 <= size < 2**63 for size in value)


def _check_layout(tensors: dict[str, TensorInfo], data_bytes: int) -> None:
    """Tensors lie side by side and fill the file: no hole to hide bytes in, none read twice."""
    at = 0
    for tensor in sorted(tensors.values(), key=lambda tensor: (tensor.begin, tensor.end)):
        if tensor.begin != at:
            raise ValueError("its tensors overlap or leave a hole")
        at = tensor.end
    if at != data_bytes:
        raise ValueError(f"its tensors need {at} bytes and the file holds {data_bytes}")


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError | RecursionError):
        return "its header is not JSON"
    return str(error)
