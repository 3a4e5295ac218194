"""A safetensors header is held against the format before any library maps the file."""

import json
import struct
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open

from luthier.core.errors import LuthierError
from luthier.models.tensor_file import HEADER_LIMIT, read_tensors


def write(path: Path, header: Any, data: bytes = b"") -> Path:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    return path


def tensor(begin: int, end: int, shape: Any = None, dtype: str = "U8") -> dict[str, Any]:
    return {"dtype": dtype, "shape": [end - begin] if shape is None else shape, "data_offsets": [begin, end]}


def test_a_whole_header_is_read(tmp_path: Path) -> None:
    header = {"__metadata__": {"format": "pt"}, "b": tensor(4, 16, [2, 3], "BF16"), "a": tensor(0, 4, [1], "F32")}

    tensors = read_tensors(write(tmp_path / "model.safetensors", header, bytes(16)))

    assert {name: (info.dtype, info.shape, info.elements) for name, info in tensors.items()} == {
        "a": ("F32", (1,), 1),
        "b": ("BF16", (2, 3), 6),
    }


@pytest.mark.parametrize(
    ("header", "data_bytes", "reason"),
    [
        ({"a": tensor(0, 4), "b": tensor(2, 6)}, 6, "overlap or leave a hole"),
        ({"a": tensor(0, 4), "b": tensor(6, 8)}, 8, "overlap or leave a hole"),
        ({"a": tensor(0, 4)}, 9, "need 4 bytes and the file holds 9"),
        ({"a": tensor(0, 4)}, 2, "need 4 bytes and the file holds 2"),
        ({"a": tensor(0, 4, [5])}, 4, "does not fill its bytes"),
        ({"a": tensor(0, 4, [-2, -2])}, 4, "not whole numbers from 0"),
        ({"a": tensor(0, 4, [4.0])}, 4, "not whole numbers from 0"),
        ({"a": tensor(0, 4, [True, 4])}, 4, "not whole numbers from 0"),
        ({"a": tensor(-4, 0, [4])}, 4, "not whole numbers from 0"),
        ({"a": tensor(0, 2**63, [2**63])}, 4, "not whole numbers from 0"),
        ({"a": tensor(0, 4, dtype="F128")}, 4, "unknown dtype"),
        ({"a": {"dtype": "U8"}}, 4, "not described by"),
        (b'{"a": {"dtype": "U8", "shape": [1], "data_offsets": [0, 1]}, "a": 2}', 1, "names something twice"),
        (b"[" * 100_000, 0, "not JSON"),
        (b"\xff\xfe", 0, "not JSON"),
        (b'"text"', 0, "not an object"),
    ],
)
def test_a_broken_rule_is_named(tmp_path: Path, header: Any, data_bytes: int, reason: str) -> None:
    path = write(tmp_path / "model.safetensors", header, bytes(data_bytes))

    with pytest.raises(LuthierError) as caught:
        read_tensors(path)
    assert caught.value.code == "model.damaged"
    assert reason in str(caught.value.facts["reason"])


def test_a_header_that_claims_too_much_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    for length, reason in ((2**63, "longer than the file"), (HEADER_LIMIT + 1, "are read")):
        with path.open("wb") as file:
            file.write(struct.pack("<Q", length))
            file.truncate(HEADER_LIMIT + 100)  # a hole: the file takes no disk
        with pytest.raises(LuthierError, match=reason):
            read_tensors(path)

    path.write_bytes(b"\x01")
    with pytest.raises(LuthierError, match="shorter than a safetensors header"):
        read_tensors(path)


def test_what_is_accepted_the_library_accepts_too(tmp_path: Path) -> None:
    whole = write(tmp_path / "model.safetensors", {"a": tensor(0, 8, [2], "F32"), "b": tensor(8, 12)}, bytes(12))
    original, path = whole.read_bytes(), tmp_path / "mutated.safetensors"
    choices, random = list(b'0123456789[]{}",:-eU8F\x00\xff'), np.random.default_rng(0)
    accepted = 0

    for _ in range(1500):
        content = bytearray(original)
        for at in random.integers(len(content) - 12, size=random.integers(1, 4)):
            content[at] = random.choice(choices)
        path.write_bytes(content)
        with suppress(LuthierError):
            read_tensors(path)
            accepted += 1
            with safe_open(path, "np") as file:
                assert file.keys()
    assert accepted > 0
