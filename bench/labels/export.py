"""A trained network out as an ONNX file that says how it was trained."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import onnx
import torch


def write(net: torch.nn.Module, example: torch.Tensor, file: Path, record: dict[str, Any]) -> None:
    """Write ``net`` for any number of inputs shaped like ``example``; ``record`` goes into the file's notes."""
    net.eval()
    torch.onnx.export(
        net,
        (example,),
        str(file),
        input_names=["seen"],
        output_names=["said"],
        dynamic_axes={"seen": {0: "n"}, "said": {0: "n"}},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(str(file))
    onnx.helper.set_model_props(model, {"training": json.dumps(record)})
    onnx.save(model, str(file))
