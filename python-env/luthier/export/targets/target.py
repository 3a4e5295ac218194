"""What an export target is: a form a model can be written in, and a runtime that reads it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luthier.contract.models import KeptHigher

if TYPE_CHECKING:
    from torch import nn

    from luthier.evaluation.reader import NextTokens


@dataclass(frozen=True)
class Rung:
    """One way of quantising. Rungs are tried from the smallest and fastest to the most exact."""

    id: str
    title: str
    kept_higher: Sequence[KeptHigher]


@dataclass(frozen=True)
class ExportTarget:
    """Everything that is asked about a target.

    `convert` writes what all rungs begin from into a scratch folder, once; `write` makes the files of one rung from it;
    `run` opens such files in the target's own runtime.
    """

    id: str
    title: str
    says: str
    runtime: str
    opset: int | None
    params: type
    rungs: Callable[[Any], Sequence[Rung]]
    convert: "Callable[[nn.Module, Path], None]"
    write: Callable[[Path, Path, Rung, Any], None]
    run: "Callable[[Path], NextTokens]"
