"""GELU as one node: exporters write it as five, which no runtime joins again once values have been rounded between."""

from __future__ import annotations

import onnx
from onnx import helper

HOME = "com.microsoft"  # onnxruntime's own operators, of any version of the graph


def fused(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the model with each ``x / √2 → Erf → + 1 → · x → · ½`` (its last two in any order) as one node. The model
    itself is changed. Raises ValueError where an Erf is part of something else."""
    graph = model.graph
    made_by = {name: node for node in graph.node for name in node.output}
    used_by: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            used_by.setdefault(name, []).append(node)
    nodes = {id(node): node for node in graph.node}
    for erf in [node for node in graph.node if node.op_type == "Erf"]:
        parts = _parts(erf, made_by, used_by)
        for node in parts[:-1]:
            del nodes[id(node)]
        x, out = parts[0].input[0], parts[-1].output[0]
        nodes[id(parts[-1])] = helper.make_node("Gelu", [x], [out], name=f"gelu of {erf.name}", domain=HOME)
    kept = list(nodes.values())
    del graph.node[:]
    graph.node.extend(kept)
    if all(each.domain != HOME for each in model.opset_import):
        model.opset_import.append(helper.make_opsetid(HOME, 1))
    return model


def _parts(
    erf: onnx.NodeProto, made_by: dict[str, onnx.NodeProto], used_by: dict[str, list[onnx.NodeProto]]
) -> list[onnx.NodeProto]:
    """Return the five nodes around an Erf in their order."""
    parts = [made_by[erf.input[0]], erf]
    for kind in ("Add", "Mul", "Mul"):
        after = used_by.get(parts[-1].output[0], [])
        if len(after) != 1 or after[0].op_type != kind:
            raise ValueError(f"{erf.name} is no part of a GELU")
        parts.append(after[0])
    x = parts[0].input[0]
    if parts[0].op_type != "Div" or not any(x in node.input for node in parts[3:]):
        raise ValueError(f"{erf.name} is no part of a GELU")
    return parts
