"""In which precision a model answers."""

from typing import TYPE_CHECKING, Literal

from luthier.core.device import Device

if TYPE_CHECKING:
    import torch

Precision = Literal["fp32", "bf16"]


def precision_for(device: Device) -> Precision:
    """bf16 where it is fast, otherwise fp32: on a CPU without the instructions bf16 is slower and less exact."""
    return "bf16" if device.bf16_is_fast else "fp32"


def dtype_of(precision: Precision) -> "torch.dtype":
    import torch

    return torch.bfloat16 if precision == "bf16" else torch.float32
