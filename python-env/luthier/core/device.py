"""Where a job computes: the CPU or one GPU, and whether it is fast in bf16 there."""

import platform
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from luthier.core.errors import LuthierError

if TYPE_CHECKING:
    import torch

# Instruction sets that decide how fast a model runs; the other hundred flags of a CPU say nothing here.
TELLING_FLAGS = ("amx", "asimd", "avx", "bf16", "f16c", "fma", "i8mm", "neon", "sve")

# A projection of a small model over a batch of rows: [rows, in] times [out, in].
ROWS, IN, OUT = 512, 576, 1536


@dataclass(frozen=True)
class Device:
    """One place to compute."""

    name: str
    """`cpu`, or the GPU's name."""
    index: int | None
    """Number of the GPU as torch counts them; None on the CPU."""

    @property
    def torch(self) -> "torch.device":
        import torch

        return torch.device("cpu") if self.index is None else torch.device("cuda", self.index)

    @cached_property
    def bf16_is_fast(self) -> bool:
        """Whether a projection takes clearly less time in bf16 than in fp32. Found out by doing both."""
        import torch

        if self.index is not None:
            return bool(torch.cuda.is_bf16_supported(including_emulation=False))
        return _projection_seconds(torch.bfloat16) < 0.8 * _projection_seconds(torch.float32)


def choose(choice: str) -> Device:
    """The device a job asked for: `auto` (the GPU with most free memory, else the CPU), `cpu`, or a GPU's UUID."""
    import torch

    if choice == "cpu" or (choice == "auto" and not torch.cuda.is_available()):
        return Device(name="cpu", index=None)

    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if choice == "auto":
        best = max(range(count), key=lambda index: torch.cuda.mem_get_info(index)[0])
        return Device(name=torch.cuda.get_device_name(best), index=best)
    for index in range(count):
        uuid = str(torch.cuda.get_device_properties(index).uuid)
        if uuid.removeprefix("GPU-") == choice.removeprefix("GPU-"):
            return Device(name=torch.cuda.get_device_name(index), index=index)
    raise LuthierError("params.invalid", field="device", reason=f"no GPU here has the UUID {choice}")


def cpu_flags() -> list[str]:
    """The CPU's instruction sets that matter for speed, sorted; empty where the system does not tell."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return [platform.machine()]
    key = next((line for line in lines if line.split(":")[0].strip() in ("flags", "Features")), ":")
    return sorted({flag for flag in key.partition(":")[2].split() if flag.startswith(TELLING_FLAGS)})


def _projection_seconds(dtype: "torch.dtype") -> float:
    """Seconds of the fastest of a few projections."""
    import torch

    rows, weight = torch.ones(ROWS, IN, dtype=dtype), torch.ones(OUT, IN, dtype=dtype)
    best = float("inf")
    for _ in range(7):
        began = time.perf_counter()
        torch.nn.functional.linear(rows, weight)
        best = min(best, time.perf_counter() - began)
    return best
