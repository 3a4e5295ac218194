"""The commands of `python -m luthier` about models print one JSON object."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from luthier.__main__ import main


def test_a_folder_is_described_in_a_line(model_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect-model", str(model_folder)]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["architecture"] == "LlamaForCausalLM"
    assert (told["licence"], told["parameters"] > 0, told["sizeBytes"] > 0) == ("unknown", True, True)


def test_a_refusal_is_an_error_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect-model", str(tmp_path)]) == 1

    told = json.loads(capsys.readouterr().out)
    assert (told["code"], told["facts"]["file"]) == ("model.folder_incomplete", "config.json")
    assert told["hint"]


def test_describing_a_folder_loads_nothing_that_computes(model_folder: Path) -> None:
    code = (
        "import sys; from luthier.__main__ import main; main(['inspect-model', sys.argv[1]]);"
        "print([name for name in ('torch', 'transformers', 'numpy', 'safetensors') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(model_folder)], capture_output=True, text=True, check=True)

    assert run.stdout.splitlines()[-1] == "[]"


def test_a_download_that_is_not_possible_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["download-model", "not a hub id", str(tmp_path / "model")]) == 1

    told = json.loads(capsys.readouterr().out)
    assert (told["code"], told["facts"]["id"]) == ("model.download_refused", "not a hub id")
    assert not (tmp_path / "model").exists()
