"""INT8 for ONNX Runtime.

Plain dynamic INT8 spoils small decoders: one scale for all activations of a layer is too coarse where a few of them are
large, and that is worst in front of the down projections. So those get scales by block, for weights and activations;
where that is not enough, all projections do, then activations stay in fp32, then the table that embedding and output
matrix share.

Source of the operators: ONNX Runtime, "com.microsoft" MatMulNBits, DynamicQuantizeMatMul, GatherBlockQuantized.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from luthier.contract.models import KeptHigher
from luthier.core.knobs import knob
from luthier.export.targets.target import ExportTarget, Rung

if TYPE_CHECKING:
    from torch import nn

    from luthier.evaluation.reader import NextTokens

OPSET = 23
SOURCE = "model.fp32.onnx"
MODEL = "model.onnx"


@dataclass(frozen=True)
class OnnxInt8Params:
    """What can be set."""

    start: str = knob(
        "mixed",
        title="Begin with",
        says="The smallest and fastest form to try; a more exact one follows when the gate does not hold.",
        options=("mixed", "blocks", "exact-activations", "exact-table"),
    )
    only: bool = knob(
        False,
        title="Only this form",
        says="Try no more exact one when the gate does not hold: where the size is what counts.",
    )


ROUNDED = "8-bit weights in blocks of {size}, activations rounded block by block"
RUNGS = (
    Rung("mixed", "INT8", [KeptHigher(layers="down_proj, embedding, output", precision=ROUNDED.format(size=64))]),
    Rung("blocks", "8-bit weights", [KeptHigher(layers="all projections", precision=ROUNDED.format(size=32))]),
    Rung(
        "exact-activations",
        "8-bit weights, fp32 activations",
        [KeptHigher(layers="all projections", precision="8-bit weights in blocks of 32, fp32 activations")],
    ),
    Rung(
        "exact-table",
        "8-bit weights, fp32 activations and table",
        [
            KeptHigher(layers="all projections", precision="8-bit weights in blocks of 32, fp32 activations"),
            KeptHigher(layers="embedding, output", precision="fp32"),
        ],
    ),
)


def rungs(params: OnnxInt8Params) -> Sequence[Rung]:
    """The rungs from the one to begin with on, or that one alone."""
    first = [rung.id for rung in RUNGS].index(params.start)
    return RUNGS[first : first + 1] if params.only else RUNGS[first:]


def convert(model: "nn.Module", folder: Path) -> None:
    """Writes the merged model as an fp32 graph. `model` is in evaluation mode and is not changed."""
    from luthier.export.onnx_graph import write_graph

    write_graph(model, folder / SOURCE, OPSET)


def write(source: Path, folder: Path, rung: Rung, _params: OnnxInt8Params) -> None:
    """Writes `folder/model.onnx` and its weights beside it."""
    from luthier.export.quantize import Plan, quantize

    plans = {
        "mixed": Plan(blocks={"down_proj": 64}, others="dynamic", table_block=64, rounds_activations=True),
        "blocks": Plan(blocks={}, others=32, table_block=32, rounds_activations=True),
        "exact-activations": Plan(blocks={}, others=32, table_block=32, rounds_activations=False),
        "exact-table": Plan(blocks={}, others=32, table_block=None, rounds_activations=False),
    }
    quantize(source / SOURCE, folder / MODEL, plans[rung.id])


def run(folder: Path) -> "NextTokens":
    """Opens the written model in ONNX Runtime."""
    from luthier.export.onnx_reader import OnnxModel

    return OnnxModel(folder / MODEL)


TARGET = ExportTarget(
    id="onnx-int8",
    title="INT8 (ONNX)",
    says="A quarter of the size, for ONNX Runtime on any CPU. Serves scoring; it keeps no cache between tokens.",
    runtime="ONNX Runtime",
    opset=OPSET,
    params=OnnxInt8Params,
    rungs=rungs,
    convert=convert,
    write=write,
    run=run,
)
