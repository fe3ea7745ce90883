"""A trained network's file in, its answers out: the only place for onnxruntime."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cardscan.errors import EngineError

Floats = npt.NDArray[np.float32]
CPUINFO = Path("/proc/cpuinfo")


@lru_cache
def _has_vnni(cpuinfo: Path) -> bool:
    """Return whether the processor is known to sum products of 8 bits in 32. Others do so in 16, and overflow: they
    have to be told to take slower products (onnxruntime's ``session.x64quantprecision``; it slows down all of x64)."""
    try:
        return "vnni" in cpuinfo.read_text("ascii", "replace")
    except OSError:  # not on Linux
        return False


class Network:
    """One ONNX file ready to run. Calls do not change it; several threads may call at once."""

    def __init__(self, file: Path, *, keeps_memory: bool = False) -> None:
        """Load ``file``. One that ``keeps_memory`` answers a third faster where most of the time goes into asking the
        system for some, and never gives back what its widest batch needed."""
        # Since 1.29 onnxruntime writes a diary of its use into the home folder and sends it to its maker, from its
        # import on (microsoft/onnxruntime#27379), unless told not to before that; on Windows the call tells it.
        os.environ["ORT_DISABLE_TELEMETRY"] = os.environ["ORT_TELEMETRY_DISABLED"] = "1"
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = keeps_memory
        # A plan for each shape of batch would be kept for good, and hardly any shape comes twice.
        options.enable_mem_pattern = False
        if not _has_vnni(CPUINFO):
            options.add_session_config_entry("session.x64quantprecision", "1")
        # Threads that wait leave the cores alone.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # onnxruntime ships no types
        self._session: Any = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self._input: str = self._session.get_inputs()[0].name

    @property
    def notes(self) -> dict[str, str]:
        """What the file says of itself."""
        return dict(self._session.get_modelmeta().custom_metadata_map)

    def __call__(self, batch: Floats) -> Floats:
        """Return the first output for ``batch``, whose shape the network knows. Raises EngineError."""
        try:
            return np.asarray(self._session.run(None, {self._input: batch})[0], np.float32)
        except Exception as problem:  # onnxruntime raises its own untyped errors
            raise EngineError(f"a network failed: {problem}") from problem
