"""A GGUF file made into a folder of safetensors, once, so that everything after reads one kind of model.

Reading a GGUF file takes half a minute each time, the folder a quarter of a second.
"""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luthier.core.errors import LuthierError
from luthier.core.files import folder_size, sha256_of, write_folder_atomically
from luthier.core.manifest import NAME as MANIFEST
from luthier.models.gguf_file import check_gguf
from luthier.models.load import library
from luthier.models.template import check_template

# Those of `SUPPORTED`, in llama.cpp's words, that transformers reads from GGUF.
ARCHITECTURES = frozenset(("gemma3", "gpt2", "llama", "mistral", "phi3", "qwen2", "qwen3", "stablelm", "starcoder2"))

# What is asked of both models before the folder counts: a chat, digits after spaces, and text that is not English.
CHECKED_CHAT = [{"role": "user", "content": "Is this spam?  2002 offers,  50% off\n\n\tdon't miss: 你好 — café"}]
CHECKED_TEXT = CHECKED_CHAT[0]["content"]

Say = Callable[[str], None]


@dataclass(frozen=True)
class Provenance:
    """What a manifest says of where a model is from."""

    name: str
    origin: str
    licence: str


def convert_gguf(
    file: Path, folder: Path, *, say: Say = lambda _: None, provenance: Provenance | None = None
) -> dict[str, Any]:
    """Writes the model to `folder`, whole or not at all, in bf16, and returns its manifest.

    Args:
        file: GGUF, of any quantisation.
        folder: what stands there is replaced.
        say: is told each step.
        provenance: what the manifest says; by default what the file says of itself.

    Raises:
        LuthierError: `model.damaged`, `model.unsupported`, `model.config_unsafe` (its chat template) or `disk.full`.
    """
    header = check_gguf(file)
    architecture = str(header.get("general.architecture", "unknown"))
    if architecture not in ARCHITECTURES:
        raise LuthierError("model.unsupported", type=architecture, purpose="conversion from GGUF")
    template = header.get("tokenizer.chat_template")
    check_template(None if template is None else str(template), file)

    say("reading the tokenizer")
    tokenizer = _explained(file, lambda: read_tokenizer(file, rule=str(header.get("tokenizer.ggml.pre"))))
    say("reading the weights")
    model = _explained(file, lambda: read_model(file))

    say("writing safetensors")
    with write_folder_atomically(folder, needed=2 * model.num_parameters()) as staging:
        _write(staging, model, tokenizer)
        say("comparing what was written with what was read")
        check_same(staging, model, tokenizer)
        say("hashing")
        said = provenance or Provenance(
            name=str(header.get("general.name", file.stem)),
            origin=f"converted from {file.name}",
            licence=str(header.get("general.license", "unknown")),
        )
        manifest = _manifest(staging, said, model, sha256_of(file))
        (staging / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)  # last: until the new model is whole, the old one stays
    return manifest


def read_tokenizer(file: Path, rule: str) -> Any:
    """The tokenizer of a GGUF file.

    Args:
        file: GGUF.
        rule: the name the file gives to how text is cut before anything else. The library reads "smollm" as plain
            GPT-2, which splits the spaces before a digit differently.
    """
    from tokenizers import pre_tokenizers

    tokenizer = library().AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name, local_files_only=True)
    if rule == "smollm":
        tokenizer.backend_tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
        )
    tokenizer.clean_up_tokenization_spaces = False
    return tokenizer


def read_model(file: Path) -> Any:
    """The model of a GGUF file in bf16 with plain weights: nothing in it knows any more that they were quantised."""
    import torch

    transformers = library()
    model = transformers.AutoModelForCausalLM.from_pretrained(
        file.parent,
        gguf_file=file.name,
        dtype=torch.bfloat16,
        quantization_config=transformers.GgufConfig(dequantize=True),
        local_files_only=True,
    ).eval()
    model.hf_quantizer = None
    model.is_quantized = False
    with suppress(AttributeError):
        del model.config.quantization_config
    model.config.architectures = [type(model).__name__]
    special = {name: getattr(model.config, name, None) for name in ("bos_token_id", "eos_token_id", "pad_token_id")}
    model.generation_config = transformers.GenerationConfig(**special)
    return model


def check_same(folder: Path, model: Any, tokenizer: Any) -> None:
    """Raises `model.damaged` unless the folder gives the same tokens, and the same logits to the last bit."""
    import torch

    transformers = library()
    again = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
    ids = tokenizer(CHECKED_TEXT)["input_ids"]
    if again(CHECKED_TEXT)["input_ids"] != ids or again.special_tokens_map != tokenizer.special_tokens_map:
        raise LuthierError("model.damaged", file="tokenizer.json", reason="the tokenizer changed on its way to disk")
    if again.chat_template != tokenizer.chat_template:
        raise LuthierError("model.damaged", file="chat_template.jinja", reason="it changed on its way to disk")

    load = transformers.AutoModelForCausalLM.from_pretrained
    reloaded = load(folder, dtype=torch.bfloat16, local_files_only=True).eval()
    with torch.inference_mode():
        row = torch.tensor([ids])
        if not torch.equal(reloaded(row).logits, model(row).logits):
            raise LuthierError("model.damaged", file="model.safetensors", reason="it changed on its way to disk")


def _write(folder: Path, model: Any, tokenizer: Any) -> None:
    tokenizer.model_max_length = model.config.max_position_embeddings
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    # The library notes where it read from; that is nobody's business, and another version of it has no such class.
    _rewrite(folder / "config.json", without=("_model_name_or_path",))
    _rewrite(
        folder / "tokenizer_config.json",
        without=("is_local", "local_files_only"),
        instead={"tokenizer_class": "PreTrainedTokenizerFast"},
    )
    for path in folder.iterdir():
        path.chmod(0o644)


def _rewrite(path: Path, *, without: tuple[str, ...], instead: dict[str, str] | None = None) -> None:
    content = json.loads(path.read_text(encoding="utf-8")) | (instead or {})
    kept = {key: value for key, value in content.items() if key not in without}
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def _manifest(folder: Path, said: Provenance, model: Any, origin_sha256: str) -> dict[str, Any]:
    """Where the model is from, under which licence, and every file with its size and SHA-256."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "format": 1,
        "name": said.name,
        "architecture": type(model).__name__,
        "parameters": model.num_parameters(),
        "dtype": "bfloat16",
        "sizeBytes": folder_size(folder),
        "origin": said.origin,
        "originSha256": origin_sha256,
        "licence": said.licence,
        "files": [
            {"path": path.relative_to(folder).as_posix(), "sizeBytes": path.stat().st_size, "sha256": sha256_of(path)}
            for path in files
        ],
    }


def _explained(file: Path, read: Callable[[], Any]) -> Any:
    """What `read` returns; what the libraries raise about a file they do not understand, said as `model.damaged`."""
    try:
        return read()
    except (AttributeError, IndexError, KeyError, OverflowError, RuntimeError, TypeError, ValueError) as error:
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        raise LuthierError("model.damaged", file=file.name, reason=reason) from error
