"""An exported model in its own runtime."""

import os
from pathlib import Path

# Read when it is imported: its official builds would tell Microsoft of each model that is loaded (its `Privacy.md`).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray

from luthier.evaluation.answers import Whole
from luthier.export.onnx_graph import LOGITS, POSITIONS, TOKENS


class OnnxModel:
    """`NextTokens` over an ONNX file, on the CPU."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = torch.get_num_threads()
        # Threads that spin between operators starve whatever else runs on the machine.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def __call__(self, tokens: Whole, positions: Whole) -> NDArray[np.float32]:
        (logits,) = self._session.run([LOGITS], {TOKENS: tokens, POSITIONS: positions})
        return np.asarray(logits, dtype=np.float32)
