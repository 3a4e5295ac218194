"""The device a job asks for is the one it gets, or it is told why not."""

import pytest

from luthier.core.device import choose, cpu_flags
from luthier.core.errors import LuthierError


def test_the_cpu_is_always_there() -> None:
    device = choose("cpu")

    assert (device.name, str(device.torch)) == ("cpu", "cpu")
    assert device.bf16_is_fast in (True, False)


def test_a_gpu_that_is_not_there_is_refused() -> None:
    with pytest.raises(LuthierError, match="no GPU here has the UUID GPU-123"):
        choose("GPU-123")


def test_flags_are_sorted_and_few() -> None:
    assert cpu_flags() == sorted(cpu_flags())
    assert "fpu" not in cpu_flags()
