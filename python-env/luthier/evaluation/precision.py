"""In which precision a model answers."""

from typing import TYPE_CHECKING, Literal

from luthier.core.device import Device

if TYPE_CHECKING:
    import torch

Precision = Literal["fp32", "bf16"]


def precision_for(device: Device, of_run: Precision | None) -> Precision:
    """That of the run, so that scores of one run agree; for a run that kept no record of it what fits the device.

    That is bf16 where there are instructions for it: on a CPU without them it is slower and less exact.
    """
    return of_run or ("bf16" if device.has_bf16 else "fp32")


def dtype_of(precision: Precision) -> "torch.dtype":
    import torch

    return torch.bfloat16 if precision == "bf16" else torch.float32
