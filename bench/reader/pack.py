"""``python -m bench.reader.pack MODEL TAUGHT``: the taught weights in the graph they came from: weights as float16, and
no columns for kanji that no card has. ``bench.reader.eight`` makes of it what cardscan ships."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

from bench.reader import alphabet
from bench.reader.net import unfolded
from bench.reader.train import BIAS, HEAD

READER = Path(__file__).with_name("reader.onnx")
LARGE = 64  # numbers: what is smaller is no weight


def main() -> int:
    """Write bench/reader/reader.onnx."""
    model, taught = onnx.load(sys.argv[1]), np.load(sys.argv[2])
    before = {each.key: each.value for each in model.metadata_props}.get("record", "")
    unfolded(model.graph)
    chars = ["", *str(taught["chars"]).split("\n")]
    kept = [i for i, char in enumerate(chars) if char != " " and (not char or _is_wanted(char))] + [chars.index(" ")]
    values = {HEAD: taught["weights"][:, kept], BIAS: taught["bias"][kept]}
    values |= {name.removeprefix("backbone."): taught[name] for name in taught.files if name.startswith("backbone.")}
    for place, old in enumerate(list(model.graph.initializer)):
        value = values.get(old.name, values.get(old.name.replace(".", "__"), numpy_helper.to_array(old)))
        if value.dtype == np.float16:  # as the taught weights are kept
            value = value.astype(np.float32)
        model.graph.initializer[place].CopyFrom(numpy_helper.from_array(value, old.name))
        if value.dtype == np.float32 and value.size >= LARGE:
            as_half(model.graph, place, value)
    del model.metadata_props[:]
    onnx.helper.set_model_props(
        model,
        {
            "character": "\n".join(chars[i] for i in kept[1:-1]),
            "origin": "PP-OCRv6 small of PaddleOCR (Apache-2.0), trained further by cardscan's bench/reader",
            "record": f"{before}\n{taught['record']}".strip(),
        },
    )
    model.graph.output[0].type.tensor_type.shape.dim[-1].ClearField("dim_value")
    del model.graph.value_info[:]
    onnx.save(model, str(READER))
    print(f"{len(kept)} characters, {READER.stat().st_size / 1e6:.1f} MB", file=sys.stderr)
    return 0


def _is_wanted(char: str) -> bool:
    """Return whether a character may stand on a card: all that is taught, and all that was known but Han that neither
    Japan's nor China's nor Taiwan's sets of everyday writing hold."""
    if char in alphabet.kanji():
        return True
    if not ("㐀" <= char <= "鿿" or char > "\U0001ffff"):
        return True
    return any(_encoded(char, codec) for codec in ("cp932", "euc_jis_2004", "gb2312")) or _is_common_in_taiwan(char)


def _is_common_in_taiwan(char: str) -> bool:
    code = _encoded(char, "big5")
    return bool(code) and code[0] <= 0xC6


def _encoded(char: str, codec: str) -> bytes:
    try:
        return char.encode(codec)
    except UnicodeEncodeError:
        return b""


def as_half(graph: onnx.GraphProto, place: int, value: npt.NDArray[np.floating]) -> None:
    """Keep an initializer as float16, and let a node at the beginning make it float32 again."""
    name = graph.initializer[place].name
    graph.initializer[place].CopyFrom(numpy_helper.from_array(value.astype(np.float16), f"{name}.half"))
    node = onnx.helper.make_node("Cast", [f"{name}.half"], [name], to=onnx.TensorProto.FLOAT)
    graph.node.insert(0, node)


if __name__ == "__main__":
    sys.exit(main())
