"""The schedule: what is set for every training, whatever its method."""

import math
from dataclasses import dataclass

from luthier.core.knobs import knob


@dataclass(frozen=True)
class Schedule:
    """What can be set."""

    epochs: float = knob(1.0, title="Epochs", says="Passes over the training rows.", low=0.1, high=100.0)
    batch_rows: int = knob(
        16, title="Rows a step", says="Rows whose gradient is averaged for one step.", low=1, high=1024
    )
    micro_batch_tokens: int = knob(
        2048,
        title="Tokens at once",
        says="How much of a step is computed at a time. Less needs less memory and changes no result.",
        low=64,
        high=262144,
    )
    peak_learning_rate: float = knob(
        5e-4, title="Learning rate", says="Highest step size, reached after the warm-up.", low=1e-7, high=0.1
    )
    warmup_fraction: float = knob(
        0.1, title="Warm-up", says="Share of the steps over which the learning rate rises.", low=0.0, high=0.5
    )
    decay: str = knob(
        "linear",
        title="Decay",
        says="How the learning rate falls after the warm-up.",
        options=("linear", "cosine", "constant"),
    )
    weight_decay: float = knob(0.0, title="Weight decay", says="Pull of trained weights to zero.", low=0.0, high=1.0)
    clip_norm: float = knob(
        1.0, title="Gradient limit", says="Longest gradient a step may take.", low=0.01, high=1000.0
    )
    precision: str = knob(
        "auto",
        title="Precision",
        says="Number format of the frozen model; auto is bf16 where the device has instructions for it.",
        options=("auto", "fp32", "bf16"),
    )
    eval_every_steps: int = knob(
        0,
        title="Evaluate every",
        says="Steps between two looks at the validation rows; 0: at the end only.",
        low=0,
        high=100000,
    )
    eval_rows: int = knob(
        128,
        title="Validation rows",
        says="At most so many validation rows are looked at each time.",
        low=1,
        high=100000,
    )
    checkpoint_every_steps: int = knob(
        25,
        title="Checkpoint every",
        says="Steps between two checkpoints; as many can be lost at most.",
        low=1,
        high=100000,
    )
    keep_checkpoints: int = knob(
        2, title="Checkpoints kept", says="How many stay on disk beside the best one.", low=1, high=100
    )
    patience: int = knob(
        0, title="Patience", says="Evaluations without a better loss before training stops; 0: never.", low=0, high=1000
    )


def learning_rate(step: int, steps: int, schedule: Schedule) -> float:
    """The learning rate of a step, counted from 1: a straight rise to the peak, then the decay, never quite to zero."""
    warmup = round(schedule.warmup_fraction * steps)
    if step <= warmup:
        return schedule.peak_learning_rate * step / warmup
    left = (steps - step + 1) / (steps - warmup)  # 1 at the first step after the warm-up
    factors = {"constant": 1.0, "linear": left, "cosine": 0.5 * (1 - math.cos(math.pi * left))}
    return schedule.peak_learning_rate * factors[schedule.decay]
