"""Where a job computes: the CPU or one GPU, and whether it computes in bf16 there."""

import platform
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from luthier.core.errors import LuthierError

if TYPE_CHECKING:
    import torch

# Instruction sets that decide how fast a model runs; the other hundred flags of a CPU say nothing here.
TELLING_FLAGS = ("amx", "asimd", "avx", "bf16", "f16c", "fma", "i8mm", "neon", "sve")

# Instructions that multiply in bf16: of x86 as torch names them, of ARM as Linux does.
BF16_OF_X86 = ("amx_bf16", "avx512_bf16")
BF16_OF_ARM = "bf16"


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

    @property
    def has_bf16(self) -> bool:
        """Whether it has instructions for bf16. Asked of the device, not timed: a busy machine answers the same."""
        import torch

        if self.index is not None:
            return bool(torch.cuda.is_bf16_supported(including_emulation=False))
        can = torch.cpu.get_capabilities()
        return any(can.get(name, False) for name in BF16_OF_X86) or BF16_OF_ARM in cpu_flags()


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
