"""What this Python environment can do, found out by doing it: imports, and a matrix product on every device.

Run by path (`python probe.py`), so that an environment can be asked before anything trusts it. Prints one JSON object,
the contract's `Probe`. Ends with 1 and a sentence when the environment cannot train on the CPU; a GPU that does not
work is left out and named on stderr.
"""

import importlib
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

NEEDED = ("torch", "transformers", "peft", "onnxruntime")
NAMED = (
    *NEEDED,
    "accelerate",
    "gguf",
    "jieba",
    "numpy",
    "onnx",
    "onnxscript",
    "pyarrow",
    "pydantic",
    "safetensors",
    "scikit-learn",
    "spacy",
)

SIZE = 1024  # of the matrices, each way
REPEATS = 5

# Instruction sets that decide how fast a model runs; the other hundred flags of a CPU say nothing here.
TELLING_FLAGS = ("amx", "asimd", "avx", "bf16", "f16c", "fma", "i8mm", "neon", "sse4_2", "sve")


def probe() -> dict[str, Any]:
    """Tries everything. Raises what an import or the CPU raises."""
    began = time.perf_counter()
    for name in NEEDED:
        importlib.import_module(name)
    import torch

    return {
        "python": platform.python_version(),
        "packages": {name: version for name in NAMED if (version := version_of(name)) is not None},
        "torchCuda": torch.version.cuda,
        "cpu": {
            "name": cpu_name(),
            "cores": usable_cores(),
            "memoryBytes": memory_bytes(),
            "flags": cpu_flags(),
            "fp32Gflops": matmul_gflops(torch, "cpu", torch.float32),
            "bf16Gflops": matmul_gflops(torch, "cpu", torch.bfloat16),
        },
        "gpus": gpus(torch),
        "atMs": time.time_ns() // 1_000_000,
        "seconds": round(time.perf_counter() - began, 3),
    }


def matmul_gflops(torch: Any, device: str, dtype: Any, synchronise: Callable[[], object] = lambda: None) -> float:
    """GFLOP/s of the fastest of a few products of two square matrices. Raises ValueError when the product is wrong."""
    left = torch.ones(SIZE, SIZE, device=device, dtype=dtype)
    right = torch.full((SIZE, SIZE), 0.5, device=device, dtype=dtype)
    best = float("inf")
    for _ in range(REPEATS):
        began = time.perf_counter()
        product = left @ right
        synchronise()
        best = min(best, time.perf_counter() - began)

    if not bool((product == SIZE / 2).all()):  # exact in fp32 and bf16: a sum of 1,024 halves
        raise ValueError(f"a {dtype} matrix product on {device} is wrong")
    return round(2 * SIZE**3 / best / 1e9, 1)


def gpus(torch: Any) -> list[dict[str, Any]]:
    """The NVIDIA GPUs on which a product comes out right."""
    if not torch.cuda.is_available():
        return []
    driver = nvidia_driver()
    found = []
    for index in range(torch.cuda.device_count()):
        properties = torch.cuda.get_device_properties(index)
        try:
            matmul_gflops(torch, f"cuda:{index}", torch.bfloat16, lambda: torch.cuda.synchronize(index))  # noqa: B023
            free, total = torch.cuda.mem_get_info(index)
        except (RuntimeError, ValueError) as error:
            print(f"GPU {index} ({properties.name}) is left out: {error}", file=sys.stderr)
            continue
        uuid = str(properties.uuid)
        found.append(
            {
                "uuid": uuid if uuid.startswith("GPU-") else f"GPU-{uuid}",
                "name": properties.name,
                "memoryBytes": total,
                "freeBytes": free,
                "driver": driver,
            }
        )
    return found


def nvidia_driver() -> str:
    """Version of the NVIDIA driver, or an empty string when it cannot be asked."""
    ask = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
    try:
        return subprocess.run(ask, capture_output=True, text=True, timeout=10, check=True).stdout.split()[0]
    except (OSError, subprocess.SubprocessError, IndexError):
        return ""


def version_of(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def cpu_name() -> str:
    return cpuinfo("model name") or sysctl("machdep.cpu.brand_string") or platform.processor() or platform.machine()


def cpu_flags() -> list[str]:
    flags = (cpuinfo("flags") or cpuinfo("Features") or sysctl("machdep.cpu.features").lower()).split()
    return sorted({flag for flag in flags if flag.startswith(TELLING_FLAGS)})


def usable_cores() -> int:
    """Cores this process may run on, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory_bytes() -> int:
    if hasattr(os, "sysconf"):
        return int(os.sysconf("SC_PAGE_SIZE")) * int(os.sysconf("SC_PHYS_PAGES"))
    import psutil

    return int(psutil.virtual_memory().total)


def cpuinfo(key: str) -> str:
    """The first value of a key of Linux's list of CPUs, or an empty string."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.partition(":")[0].strip() == key), "")


def sysctl(name: str) -> str:
    """A value of macOS's kernel, or an empty string elsewhere."""
    try:
        return subprocess.run(
            ["sysctl", "-n", name], capture_output=True, text=True, timeout=10, check=True
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


if __name__ == "__main__":
    try:
        print(json.dumps(probe(), indent=2))
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        sys.exit(f"This environment does not work: {type(error).__name__}: {error}")
