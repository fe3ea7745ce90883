"""``python -m bench.reader.eight``: the reader's two networks with weights and values of 8 bits instead of 32, as
cardscan ships them: cardscan/ocr/detector.onnx of the detector inside the rapidocr wheel, cardscan/ocr/reader.onnx of
bench/reader/reader.onnx, which is taught. Half a minute on two cores.

Weights get a scale for each channel, values one that is learned from what flows on some pictures (Jacob et al.,
"Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", 2018). Weights use all
8 bits: with 7 the detector lost 12 of 645 dev lines that it finds in floats, with 8 it loses 5. Processors without
instructions for such products (VNNI), which add two of them in 16 bits, are looked after where the networks are run
(cardscan/network.py).
"""

from __future__ import annotations

import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper, version_converter
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from bench.reader.gelu import fused
from bench.reader.lines import line
from bench.reader.net import unfolded
from bench.reader.pack import READER, as_half
from bench.reader.texts import text
from cardscan.ocr.ppocr import DETECTOR, RECOGNISER, WHEEL_DETECTOR, models, seen_by_detector
from cardscan.ocr.recogniser import stacked

Floats = npt.NDArray[np.float32]
GRAPH = 17  # version of ONNX's operators: from 13 on weights can have a scale for each channel
LINES, TOGETHER = 96, 6  # batches of lines, and lines in each
CARDS = {"flat_ja": 8, "photo_ja": 6, "vertical_ja": 8, "hard_ja": 8, "flat_en": 4}
FIRST = 5001  # seed of the pictures: of the dev split, and of none that anything is scored with
LARGE = 4096  # numbers: scales and offsets are fewer, and stay as they are
Spared = Callable[[onnx.ModelProto], list[str]]
# The mean of what is least and most in each batch: one odd line must not make the steps of all coarser. The detector
# needs the whole range: of 645 dev lines it lost 5 that it finds in floats, with means 7.
ODD_LINES: Mapping[str, object] = {"CalibMovingAverage": True}
READS = ("Conv", "MatMul")
FINDS = ("Conv", "Add", "Concat", "MaxPool", "Resize", "Relu")


class Flow(CalibrationDataReader):  # type: ignore[misc]
    """What flows through a network while the range of its values is learned."""

    def __init__(self, name: str, batches: Iterable[Floats]) -> None:
        self._left = deque({name: batch} for batch in batches)

    def get_next(self) -> dict[str, Floats] | None:
        """Return the next batch under the input's name."""
        return self._left.popleft() if self._left else None


def main() -> int:
    """Write both networks."""
    folder = Path(".reader")
    rounded(models() / WHEEL_DETECTOR, DETECTOR, _cards(), FINDS, _first_layers)
    corpus = (folder / "corpus.txt").read_text(encoding="utf-8").splitlines()
    rounded(READER, RECOGNISER, _lines(str(folder / "faces"), corpus), READS, _last_product, ODD_LINES)
    for file in (DETECTOR, RECOGNISER):
        print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB", file=sys.stderr)
    return 0


def rounded(
    source: Path,
    target: Path,
    batches: Iterable[Floats],
    kinds: Sequence[str],
    spared: Spared,
    ranges: Mapping[str, object] | None = None,
) -> None:
    """Write the network of ``source`` with the nodes of ``kinds`` in 8 bits, but for those that ``spared`` names;
    ``ranges`` are onnxruntime's options of how a value's range is learned from ``batches``."""
    model = onnx.load(source)
    notes = {each.key: each.value for each in model.metadata_props}
    unfolded(model.graph)
    del model.graph.value_info[:]
    with tempfile.TemporaryDirectory() as scratch:
        lifted, plain = f"{scratch}/lifted.onnx", f"{scratch}/plain.onnx"
        onnx.save(version_converter.convert_version(model, GRAPH), lifted)
        quant_pre_process(lifted, plain, skip_symbolic_shape=True)
        onnx.save(fused(onnx.load(plain)), plain)
        quantize_static(
            plain,
            str(target),
            Flow(model.graph.input[0].name, batches),
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            quant_format=QuantFormat.QDQ,
            op_types_to_quantize=list(kinds),
            nodes_to_exclude=spared(onnx.load(plain)),
            extra_options=dict(ranges or {}),
        )
    small = onnx.load(target)
    _halved(small.graph)
    del small.metadata_props[:]
    helper.set_model_props(
        small, {**notes, "bits": "8, by bench/reader/eight.py", "source": sha256(source.read_bytes()).hexdigest()}
    )
    onnx.save(small, target)


def _first_layers(model: onnx.ModelProto) -> list[str]:
    """Return the names of the layers that see the picture itself: rounded ones cut lines at wide spaces."""
    return [node.name for node in model.graph.node if node.op_type == "Conv"][:3]


def _last_product(model: onnx.ModelProto) -> list[str]:
    """Return the name of the last layer, which gives each character its chance: rare ones lie close to common ones."""
    return [node.name for node in model.graph.node if node.op_type == "MatMul"][-1:]


def _halved(graph: onnx.GraphProto) -> None:
    """Keep what weights of 32 bits are left as 16."""
    large = [i for i, each in enumerate(graph.initializer) if each.data_type == onnx.TensorProto.FLOAT]
    for place in large:
        value = numpy_helper.to_array(graph.initializer[place])
        if value.size >= LARGE:
            as_half(graph, place, value)


def _lines(folder: str, corpus: Sequence[str]) -> Iterable[Floats]:
    rng = Random("eight")
    for number in range(LINES):
        crops: list[npt.NDArray[np.uint8]] = []
        while len(crops) < TOGETHER:
            made = line(rng, text(rng, ("short", "middling", "long")[number % 3], corpus), folder)
            crops += [made[0]] if made else []
        yield stacked(crops)


def _cards() -> Iterable[Floats]:
    from bench.score.pictures import generated
    from cardscan.image.cards import cards_in
    from cardscan.image.load import load

    for name, count in CARDS.items():
        for picture in generated(name, "dev", FIRST, count):
            for photo in load(str(picture.path)):
                yield from (seen_by_detector(card.pixels) for card in cards_in(photo))


if __name__ == "__main__":
    sys.exit(main())
