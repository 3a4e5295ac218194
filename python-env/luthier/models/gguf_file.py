"""The header of a GGUF file: walked and checked here, before any library follows the numbers in it.

A count of 2^63 makes a reader loop for years or ask for all memory, an offset makes it read elsewhere. So every count
is held against the bytes that are left, and every tensor against the end of the file.

Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

import mmap
import struct
from pathlib import Path

from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFValueType

from luthier.core.errors import LuthierError

MAGIC = b"GGUF"
VERSIONS = (2, 3)
KEYS_AT_MOST = 65_536
TENSORS_AT_MOST = 1_048_576
ELEMENTS_AT_MOST = 4_194_304  # of one array: a vocabulary, or the merges of a tokenizer
DIMENSIONS_AT_MOST = 8
NAME_BYTES_AT_MOST = 65_536

SCALARS = {
    GGUFValueType.UINT8: "<B",
    GGUFValueType.INT8: "<b",
    GGUFValueType.BOOL: "<B",
    GGUFValueType.UINT16: "<H",
    GGUFValueType.INT16: "<h",
    GGUFValueType.UINT32: "<I",
    GGUFValueType.INT32: "<i",
    GGUFValueType.FLOAT32: "<f",
    GGUFValueType.UINT64: "<Q",
    GGUFValueType.INT64: "<q",
    GGUFValueType.FLOAT64: "<d",
}

Value = str | int | float


def check_gguf(path: Path) -> dict[str, Value]:
    """The single values of the header (arrays are checked, not kept).

    Raises:
        LuthierError: `model.damaged` with what is wrong, or `file.unreadable`.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _Walk(data).header()
    except OSError as error:
        raise LuthierError("file.unreadable", file=str(path), reason=error.strerror or "no reason given") from error
    except ValueError as error:  # also mmap's, for an empty file
        raise LuthierError("model.damaged", file=path.name, reason=str(error)) from error


class _Walk:
    """One pass over the header, from its first byte to its last."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._at = 0

    def header(self) -> dict[str, Value]:
        if self._take(4) != MAGIC:
            raise ValueError("it is not a GGUF file")
        if (version := self._number("<I")) not in VERSIONS:
            raise ValueError(f"its GGUF version is {version}; versions 2 and 3 are read")
        tensors = self._count("tensors", TENSORS_AT_MOST, smallest=8 + 4 + 4 + 8)
        keys = self._count("keys", KEYS_AT_MOST, smallest=8 + 4 + 1)

        values: dict[str, Value] = {}
        for _ in range(keys):
            key, value = self._text(NAME_BYTES_AT_MOST), self._value(self._type())
            if value is not None:
                values[key] = value
        ends = [self._tensor_end() for _ in range(tensors)]

        alignment = values.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment < 1:
            raise ValueError("its alignment is not a whole number from 1")
        start = -(-self._at // alignment) * alignment
        if ends and start + max(ends) > len(self._data):
            raise ValueError("a tensor ends behind the end of the file")
        return values

    def _value(self, kind: GGUFValueType) -> Value | None:
        if kind == GGUFValueType.STRING:
            return self._text(len(self._data))
        if kind != GGUFValueType.ARRAY:
            return self._number(SCALARS[kind])

        inner = self._type()
        if inner == GGUFValueType.ARRAY:
            raise ValueError("it holds an array of arrays")
        width = 8 if inner == GGUFValueType.STRING else struct.calcsize(SCALARS[inner])
        count = self._count("elements of an array", ELEMENTS_AT_MOST, smallest=width)
        if inner != GGUFValueType.STRING:
            self._take(count * width)
            return None
        for _ in range(count):
            self._skip_text()
        return None

    def _tensor_end(self) -> int:
        """Where the bytes of the next tensor end, counted from where the tensors begin."""
        self._text(NAME_BYTES_AT_MOST)
        dimensions = self._number("<I")
        if dimensions > DIMENSIONS_AT_MOST:
            raise ValueError(f"a tensor has {dimensions} dimensions")
        elements = 1
        for _ in range(int(dimensions)):
            elements *= int(self._number("<Q"))
        kind, offset = int(self._number("<I")), int(self._number("<Q"))
        try:
            block, block_bytes = GGML_QUANT_SIZES[GGMLQuantizationType(kind)]
        except (KeyError, ValueError) as error:
            raise ValueError(f"a tensor has the unknown type {kind}") from error
        return offset + elements * block_bytes // block

    def _type(self) -> GGUFValueType:
        number = int(self._number("<I"))
        try:
            return GGUFValueType(number)
        except ValueError as error:
            raise ValueError(f"it holds a value of the unknown type {number}") from error

    def _count(self, what: str, limit: int, smallest: int) -> int:
        count = int(self._number("<Q"))
        if count > limit or count * smallest > len(self._data) - self._at:
            raise ValueError(f"it claims {count} {what}")
        return count

    def _text(self, limit: int) -> str:
        length = int(self._number("<Q"))
        if length > limit:
            raise ValueError(f"it holds a name of {length} bytes")
        return self._take(length).decode("utf-8", errors="replace")

    def _skip_text(self) -> None:
        self._take(int(self._number("<Q")), keep=False)

    def _number(self, form: str) -> int | float:
        return struct.unpack(form, self._take(struct.calcsize(form)))[0]  # type: ignore[no-any-return]

    def _take(self, length: int, *, keep: bool = True) -> bytes:
        end = self._at + length
        if end > len(self._data):
            raise ValueError("it ends in the middle of its header")
        taken = self._data[self._at : end] if keep else b""
        self._at = end
        return taken
