"""Puts 8-bit weights into an fp32 ONNX graph."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import onnx_ir as ir
from numpy.typing import NDArray
from onnx_ir.passes.common import RemoveUnusedNodesPass

MICROSOFT = "com.microsoft"
QMAX = 127  # -128 is never used, so negation is exact
ZERO = 128  # of unsigned codes, which is how blocks are stored
FP32_PRODUCTS, INT8_PRODUCTS = 1, 4  # accuracy levels of MatMulNBits

Real = NDArray[np.float32]


@dataclass(frozen=True)
class Plan:
    """How each matrix is stored."""

    blocks: Mapping[str, int]
    """Projections, by the end of their name, that get 8-bit blocks of so many weights."""
    others: int | Literal["dynamic"]
    """All other projections: blocks of so many weights, or INT8 by rows with activations rounded as they come."""
    table_block: int | None
    """The table that embedding and output share: blocks of so many weights, or fp32 for None."""
    rounds_activations: bool
    """Whether products with blocks round their activations to 8 bits, block by block. Faster, a little less exact."""


def quantize(source: Path, path: Path, plan: Plan) -> None:
    """Writes the graph of `source` with the matrices of the plan in 8 bits, weights beside it as `<path>.data`."""
    model = ir.load(source)
    ir.external_data.load_to_model(model)
    model.opset_imports[MICROSOFT] = 1
    graph = model.graph

    for index, node in enumerate([node for node in graph if node.op_type == "MatMul"]):
        weight = _constant(node.inputs[1])
        if weight is None:
            continue
        how = _how(plan, node)
        if how is None:
            continue
        table = _table(node)
        matrix = np.ascontiguousarray(weight.T, dtype=np.float32)  # [out, in]
        name = f"matrix.{index}"
        if how == "dynamic":
            _replace(graph, node, _dynamic(graph, node, matrix, name))
        else:
            codes, scales = block_codes(matrix, how)
            kept = _keep(graph, f"{name}.codes", codes), _keep(graph, f"{name}.scales", scales)
            _replace(graph, node, _blocks(node, kept, matrix.shape, how, plan))
            embedding = _embedding_of(graph, table)
            if embedding is not None and matrix.shape[1] % how == 0:  # a filled-up block would lengthen the lookup
                _look_up(graph, embedding, kept, len(matrix), how)

    RemoveUnusedNodesPass()(model)
    for unused in [name for name, value in graph.initializers.items() if not value.uses()]:
        graph.initializers.pop(unused)
    ir.save(model, path, external_data=f"{path.name}.data")


def block_codes(matrix: Real, size: int) -> tuple[NDArray[np.uint8], Real]:
    """Rounds each block of a row onto 255 levels around zero.

    Args:
        matrix: `[out, in]`.
        size: weights a block; the last block of a row is filled up with zeros.

    Returns:
        codes: `[out, blocks, size]`, 128 for zero. `(codes - 128) * scales` is off by at most half a scale.
        scales: `[out, blocks]`, 1 for a block of zeros.
    """
    rows, columns = matrix.shape
    blocks = -(-columns // size)
    filled = np.zeros((rows, blocks * size), dtype=np.float32)
    filled[:, :columns] = matrix
    filled = filled.reshape(rows, blocks, size)
    scales = _scales(np.abs(filled).max(axis=2))
    codes = np.clip(np.rint(filled / scales[:, :, None]), -QMAX, QMAX)
    return (codes + ZERO).astype(np.uint8), scales


def row_codes(matrix: Real) -> tuple[NDArray[np.int8], Real]:
    """Rounds each row of `[out, in]` onto 255 levels around zero. Returns codes of that shape and `[out]` scales."""
    scales = _scales(np.abs(matrix).max(axis=1))
    return np.clip(np.rint(matrix / scales[:, None]), -QMAX, QMAX).astype(np.int8), scales


def _scales(peaks: Real) -> Real:
    return np.where(peaks == 0, 1, peaks / QMAX).astype(np.float32)


def _how(plan: Plan, node: ir.Node) -> "int | Literal['dynamic'] | None":
    if _is_head(node):
        return plan.table_block
    path = str(node.metadata_props.get("pkg.torch.onnx.name_scopes", ""))
    return next((size for name, size in plan.blocks.items() if name in path), plan.others)


def _constant(value: "ir.Value | None") -> "Real | None":
    """The matrix `[in, out]` a product is taken with: kept as it is, or the transposed table."""
    if value is None:
        return None
    producer = value.producer()
    if producer is not None and producer.op_type == "Transpose":
        table = producer.inputs[0]
        return None if table is None or table.const_value is None else table.const_value.numpy().T
    return None if value.const_value is None else value.const_value.numpy()


def _is_head(node: ir.Node) -> bool:
    return "lm_head" in str(node.metadata_props.get("pkg.torch.onnx.name_scopes", ""))


def _keep(graph: ir.Graph, name: str, array: NDArray[Any]) -> ir.Value:
    tensor = ir.tensor(array, name=name)
    value = ir.Value(name=name, const_value=tensor, type=ir.TensorType(tensor.dtype), shape=ir.Shape(array.shape))
    graph.register_initializer(value)
    return value


def _blocks(node: ir.Node, kept: tuple[ir.Value, ir.Value], shape: tuple[int, int], size: int, plan: Plan) -> ir.Node:
    level = INT8_PRODUCTS if plan.rounds_activations else FP32_PRODUCTS
    attributes = {"N": shape[0], "K": shape[1], "bits": 8, "block_size": size, "accuracy_level": level}
    return ir.node("MatMulNBits", [node.inputs[0], *kept], attributes=attributes, domain=MICROSOFT)


def _dynamic(graph: ir.Graph, node: ir.Node, matrix: Real, name: str) -> ir.Node:
    codes, scales = row_codes(matrix)
    kept = (
        _keep(graph, f"{name}.codes", np.ascontiguousarray(codes.T)),
        _keep(graph, f"{name}.scales", scales),
        _keep(graph, f"{name}.zeros", np.zeros(len(matrix), dtype=np.int8)),
    )
    return ir.node("DynamicQuantizeMatMul", [node.inputs[0], *kept], domain=MICROSOFT)


def _table(node: ir.Node) -> "ir.Value | None":
    """The matrix a product is taken with the transpose of: the output matrix, where embedding and output share it."""
    producer = None if node.inputs[1] is None else node.inputs[1].producer()
    return producer.inputs[0] if producer is not None and producer.op_type == "Transpose" else None


def _embedding_of(graph: ir.Graph, table: "ir.Value | None") -> "ir.Node | None":
    if table is None:
        return None
    return next((node for node in graph if node.op_type == "Gather" and node.inputs[0] is table), None)


def _look_up(graph: ir.Graph, embedding: ir.Node, kept: tuple[ir.Value, ir.Value], rows: int, size: int) -> None:
    """Lets the embedding read the codes of the output matrix, so that the table is stored once."""
    codes, scales = kept
    flat = ir.node("Reshape", [codes, _keep(graph, "table.shape", np.array([rows, -1], dtype=np.int64))])
    looked_up = ir.node(
        "GatherBlockQuantized",
        [flat.outputs[0], embedding.inputs[1], scales],
        attributes={"bits": 8, "block_size": size, "gather_axis": 0, "quantize_axis": 1},
        domain=MICROSOFT,
    )
    graph.insert_before(embedding, [flat, looked_up])
    ir.convenience.replace_all_uses_with(embedding.outputs[0], looked_up.outputs[0])
    graph.remove(embedding, safe=True)


def _replace(graph: ir.Graph, node: ir.Node, new: ir.Node) -> None:
    """Puts `new` in the place of `node`, under the name of its result: it may be an output of the graph."""
    old, result = node.outputs[0], new.outputs[0]
    result.shape, result.type = old.shape, old.type
    name, old.name = old.name, f"{old.name}.fp32"
    result.name = name
    graph.insert_before(node, new)
    ir.convenience.replace_all_uses_with(old, result, replace_graph_outputs=True)
    graph.remove(node, safe=True)
