"""ONNX Runtime keeps to itself what it is used for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("imports", "is_silent"),
    [("luthier.export.onnx_reader", True), ("luthier.__main__, onnxruntime", True), ("onnxruntime", False)],
)
def test_our_modules_load_it_without_the_id_by_which_it_would_tell_who_uses_it(
    imports: str, is_silent: bool, tmp_path: Path
) -> None:
    # A bare environment: the runtime keeps silent by itself where it sees the variables of a build service.
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}

    subprocess.run([sys.executable, "-c", f"import {imports}"], env=env, cwd=Path(__file__).parents[2], check=True)

    assert bool(list(tmp_path.rglob("deviceid"))) != is_silent
