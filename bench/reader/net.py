"""An ONNX graph of few kinds of nodes as a torch module, so that it can be trained further; its initializers are the
parameters, under their names in the graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

Value = Any  # a tensor, or the whole numbers that shapes are made of


class GraphNet(torch.nn.Module):
    """The graph of an ONNX file, up to the value ``until``."""

    def __init__(self, path: Path, until: str) -> None:
        super().__init__()
        graph = onnx.load(str(path)).graph
        unfolded(graph)
        self.until, self.input = until, graph.input[0].name
        self.nodes = [(n.op_type, tuple(n.input), tuple(n.output), _attributes(n)) for n in graph.node]
        self.named: dict[str, str] = {}
        self.whole: dict[str, list[int]] = {}
        for each in graph.initializer:
            value = numpy_helper.to_array(each)
            if value.dtype == np.float32 and value.ndim > 0:
                key = each.name.replace(".", "__")
                self.named[each.name] = key
                self.register_parameter(key, torch.nn.Parameter(torch.from_numpy(value.copy())))
            else:
                self.whole[each.name] = value.tolist()
                if value.dtype == np.float32:
                    self.whole[each.name] = float(value)  # type: ignore[assignment]
        self.nodes = self._needed()

    def _needed(self) -> list[tuple[str, tuple[str, ...], tuple[str, ...], dict[str, Any]]]:
        wanted, kept = {self.until}, []
        for node in reversed(self.nodes):
            if wanted & set(node[2]):
                wanted |= set(node[1])
                kept.append(node)
        return kept[::-1]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        values: dict[str, Value] = {self.input: x, **self.whole}
        for name, key in self.named.items():
            values[name] = getattr(self, key)
        for op, inputs, outputs, told in self.nodes:
            values[outputs[0]] = OPS[op]([values[i] if i else None for i in inputs], told)
        out: torch.Tensor = values[self.until]
        return out


def unfolded(graph: onnx.GraphProto) -> None:
    """Make weights that the graph keeps as float16 float32 again, under the names that its nodes know them by."""
    halves = {n.input[0]: n.output[0] for n in graph.node if n.op_type == "Cast"}
    for each in graph.initializer:
        value = numpy_helper.to_array(each)
        if value.dtype == np.float16:
            name = halves.get(each.name, each.name)
            each.CopyFrom(numpy_helper.from_array(value.astype(np.float32), name))
    kept = [n for n in graph.node if not (n.op_type == "Cast" and n.input[0] in halves and _is_weight(graph, n))]
    del graph.node[:]
    graph.node.extend(kept)


def _is_weight(graph: onnx.GraphProto, node: onnx.NodeProto) -> bool:
    return any(each.name == node.output[0] for each in graph.initializer)


def _attributes(node: onnx.NodeProto) -> dict[str, Any]:
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def _pads(told: dict[str, Any]) -> list[int]:
    if told.get("auto_pad") == b"SAME_UPPER":  # with a step of 1
        return [(side - 1) // 2 for side in told["kernel_shape"]] + [side // 2 for side in told["kernel_shape"]]
    return list(told.get("pads", [0, 0, 0, 0]))


def _conv(v: list[Value], told: dict[str, Any]) -> Value:
    pads = _pads(told)
    x = v[0] if pads[:2] == pads[2:] else F.pad(v[0], (pads[1], pads[3], pads[0], pads[2]))
    padding = tuple(pads[:2]) if pads[:2] == pads[2:] else 0
    return F.conv2d(
        x,
        v[1],
        v[2] if len(v) > 2 else None,
        told.get("strides", [1, 1]),
        padding,
        told.get("dilations", [1, 1]),
        told.get("group", 1),
    )


def _pool(how: Callable[..., Value]) -> Callable[[list[Value], dict[str, Any]], Value]:
    def pool(v: list[Value], told: dict[str, Any]) -> Value:
        pads = _pads(told)  # only a pool of what no ReLU has let below 0 is padded here: zeros do no harm
        x = F.pad(v[0], (pads[1], pads[3], pads[0], pads[2])) if any(pads) else v[0]
        return how(x, told["kernel_shape"], told.get("strides", [1, 1]), 0)

    return pool


def _slice(v: list[Value], _: dict[str, Any]) -> Value:
    x, starts, ends, axes = v[0], v[1], v[2], v[3] if len(v) > 3 else list(range(len(v[1])))
    if isinstance(x, list):
        return x[starts[0] : ends[0]]
    at: list[slice] = [slice(None)] * x.ndim
    for start, end, axis in zip(starts, ends, axes, strict=True):
        at[axis] = slice(start, end if end < 2**31 - 1 else None)
    return x[tuple(at)]


def _reshape(v: list[Value], _: dict[str, Any]) -> Value:
    x, shape = v
    if isinstance(x, list | int):
        numbers = x if isinstance(x, list) else [x]
        return numbers if shape else numbers[0]
    return x.reshape([x.shape[i] if side == 0 else side for i, side in enumerate(shape)])


def _squeeze(v: list[Value], told: dict[str, Any]) -> Value:
    if not isinstance(v[0], torch.Tensor):
        return v[0][0] if isinstance(v[0], list) else v[0]
    x = v[0]
    for axis in sorted(told["axes"], reverse=True):
        x = x.squeeze(axis)
    return x


def _unsqueeze(v: list[Value], told: dict[str, Any]) -> Value:
    if not isinstance(v[0], torch.Tensor):
        return v[0] if isinstance(v[0], list) else [v[0]]
    x = v[0]
    for axis in sorted(told["axes"]):
        x = x.unsqueeze(axis)
    return x


def _concat(v: list[Value], told: dict[str, Any]) -> Value:
    if not isinstance(v[0], torch.Tensor):
        return [number for each in v for number in (each if isinstance(each, list) else [each])]
    return torch.cat(v, told["axis"])


def _norm(v: list[Value], told: dict[str, Any]) -> Value:
    x, scale, bias, mean, var = v
    factor = scale / torch.sqrt(var + told.get("epsilon", 1e-5))
    return x * factor[:, None, None] + (bias - mean * factor)[:, None, None]


OPS: dict[str, Callable[[list[Value], dict[str, Any]], Value]] = {
    "Identity": lambda v, _: v[0],
    "Add": lambda v, _: v[0] + v[1],
    "Sub": lambda v, _: v[0] - v[1],
    "Mul": lambda v, _: v[0] * v[1],
    "Div": lambda v, _: v[0] / v[1],
    "Pow": lambda v, _: v[0] ** v[1],
    "Sqrt": lambda v, _: torch.sqrt(v[0]),
    "Erf": lambda v, _: torch.erf(v[0]),
    "Relu": lambda v, _: F.relu(v[0]),
    "Sigmoid": lambda v, _: torch.sigmoid(v[0]),
    "HardSigmoid": lambda v, t: torch.clamp(v[0] * t.get("alpha", 0.2) + t.get("beta", 0.5), 0, 1),
    "MatMul": lambda v, _: v[0] @ v[1],
    "Softmax": lambda v, t: torch.softmax(v[0], t.get("axis", -1)),
    "ReduceMean": lambda v, t: v[0].mean(t["axes"], keepdim=bool(t.get("keepdims", 1))),
    "Transpose": lambda v, t: v[0].permute(t["perm"]),
    "Shape": lambda v, _: list(v[0].shape),
    "Conv": _conv,
    "MaxPool": _pool(F.max_pool2d),
    "AveragePool": _pool(F.avg_pool2d),
    "Slice": _slice,
    "Reshape": _reshape,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Concat": _concat,
    "BatchNormalization": _norm,
}
