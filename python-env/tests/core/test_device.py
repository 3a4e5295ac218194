"""The device a job asks for is the one it gets, or it is told why not."""

from typing import Any

import pytest
import torch

from luthier.core.device import choose, cpu_flags
from luthier.core.errors import LuthierError


def test_the_cpu_is_always_there() -> None:
    device = choose("cpu")

    assert (device.name, str(device.torch)) == ("cpu", "cpu")


@pytest.mark.parametrize(
    ("capabilities", "flags", "has"),
    [
        ({"amx_bf16": True}, [], True),
        ({"avx512_bf16": True}, [], True),
        ({"avx512_bf16": False, "amx_bf16": False, "avx512_f": True}, ["avx512f"], False),
        ({"architecture": "aarch64"}, ["asimd", "bf16"], True),
        ({"architecture": "arm64"}, ["arm64"], False),
    ],
)
def test_bf16_goes_by_the_instructions_of_the_cpu_not_by_the_clock(
    capabilities: dict[str, Any], flags: list[str], has: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities)
    monkeypatch.setattr("luthier.core.device.cpu_flags", lambda: flags)

    assert choose("cpu").has_bf16 is has


def test_a_gpu_that_is_not_there_is_refused() -> None:
    with pytest.raises(LuthierError, match="no GPU here has the UUID GPU-123"):
        choose("GPU-123")


def test_flags_are_sorted_and_few() -> None:
    assert cpu_flags() == sorted(cpu_flags())
    assert "fpu" not in cpu_flags()
