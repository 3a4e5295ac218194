"""Whether a model folder or an adapter folder may be loaded, found out without torch and without running anything.

Nothing is loaded that did not pass here: weights in safetensors, configuration of known architectures, no pickles, no
code of the model's own, every file as its manifest says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from luthier.core.errors import LuthierError
from luthier.models.configs import read_config, read_json
from luthier.models.licence import licence_of
from luthier.models.manifest import check_manifest
from luthier.models.pickles import holds_pickle, pickles_in, refuse_pickle
from luthier.models.tensor_file import TensorInfo, read_tensors

# Decoders that transformers itself implements, that run under SDPA, and whose attention can be tapped.
SUPPORTED = frozenset(
    """
    deepseek_v2 deepseek_v3 ernie4_5 gemma gemma3_text glm glm4 gpt2 gpt_neox granite helium llama mistral mixtral
    olmo olmo2 olmo3 phi phi3 qwen2 qwen2_moe qwen3 qwen3_moe smollm3 stablelm starcoder2
    """.split()
)

WEIGHTS = "model.safetensors"
WEIGHTS_INDEX = "model.safetensors.index.json"
ADAPTER_WEIGHTS = "adapter_model.safetensors"
TOKENIZERS = (("tokenizer.json",), ("tokenizer.model",), ("vocab.json", "merges.txt"))
ALSO_CONFIGS = ("generation_config.json", "tokenizer_config.json", "special_tokens_map.json")
TEMPLATES = ("chat_template.jinja", "chat_template.json")


@dataclass(frozen=True)
class CheckedModel:
    """A model folder that may be loaded."""

    folder: Path
    model_type: str
    architecture: str
    parameters: int
    size_bytes: int  # of the files that are loaded
    licence: str


def check_model(folder: Path) -> CheckedModel:
    """Checks every file that loading the folder would read.

    Raises:
        LuthierError: `model.pickle`, `model.config_unsafe`, `model.folder_incomplete`, `model.damaged` or
            `model.unsupported`; each names the file.
    """
    config = read_config(folder / "config.json")
    model_type, architecture = _known_architecture(config)
    weights, tensors = _weights(folder)
    others = _other_files(folder)

    manifest = check_manifest(folder)
    return CheckedModel(
        folder=folder,
        model_type=model_type,
        architecture=architecture,
        parameters=sum(tensor.elements for tensor in tensors),
        size_bytes=sum(path.stat().st_size for path in [*weights, *others, folder / "config.json"]),
        licence=licence_of(folder, manifest),
    )


def check_adapter(folder: Path) -> None:
    """Checks every file that loading the adapter would read. Raises as `check_model` does."""
    read_config(folder / "adapter_config.json")
    weights = folder / ADAPTER_WEIGHTS
    if not weights.is_file():
        _refuse_incomplete(folder, ADAPTER_WEIGHTS)
    _read_safetensors(weights)
    check_manifest(folder)


def _known_architecture(config: dict[str, Any]) -> tuple[str, str]:
    model_type = str(config.get("model_type", "without a model_type"))
    architectures = config.get("architectures")
    architecture = str(architectures[0]) if isinstance(architectures, list) and architectures else model_type
    if model_type not in SUPPORTED or not architecture.endswith(("ForCausalLM", "LMHeadModel")):
        raise LuthierError("model.unsupported", type=architecture, purpose="training and scoring")

    quantized = config.get("quantization_config")
    if quantized is not None:
        method = quantized.get("quant_method", "unknown") if isinstance(quantized, dict) else "unknown"
        raise LuthierError("model.unsupported", type=f"{architecture} with {method} weights", purpose="training")
    return model_type, architecture


def _weights(folder: Path) -> tuple[list[Path], list[TensorInfo]]:
    """The weight files and their tensors. Pickles beside them are left alone only when these are complete."""
    if (folder / WEIGHTS).is_file():
        return [folder / WEIGHTS], list(_read_safetensors(folder / WEIGHTS).values())
    if not (folder / WEIGHTS_INDEX).is_file():
        _refuse_incomplete(folder, WEIGHTS)

    shard_of = _read_index(folder / WEIGHTS_INDEX)
    shards = sorted(set(shard_of.values()))
    for shard in shards:
        if not (folder / shard).is_file():
            _refuse_incomplete(folder, shard)
    tensors_of = {shard: _read_safetensors(folder / shard) for shard in shards}
    for name, shard in shard_of.items():
        if name not in tensors_of[shard]:
            raise LuthierError("model.damaged", file=shard, reason=f"it lacks the tensor {name[:80]}")
    return [folder / shard for shard in shards], [info for tensors in tensors_of.values() for info in tensors.values()]


def _read_index(path: Path) -> dict[str, str]:
    weight_map = read_json(path).get("weight_map")
    if not isinstance(weight_map, dict) or not weight_map:
        raise LuthierError("model.damaged", file=path.name, reason="it has no weight_map")
    for shard in weight_map.values():
        if not isinstance(shard, str) or Path(shard).name != shard or not shard.endswith(".safetensors"):
            raise LuthierError("model.damaged", file=path.name, reason=f"{shard} is not a safetensors file beside it")
    return weight_map


def _read_safetensors(path: Path) -> dict[str, TensorInfo]:
    refuse_pickle(path)
    return read_tensors(path)


def _refuse_incomplete(folder: Path, missing: str) -> NoReturn:
    """The folder lacks weights that may be loaded; when it has a pickle instead, that is what is wrong with it."""
    for pickle in pickles_in(folder):
        refuse_pickle(pickle)
    raise LuthierError("model.folder_incomplete", folder=str(folder), file=missing)


def _other_files(folder: Path) -> list[Path]:
    """Tokenizer, templates and further configuration, checked."""
    tokenizer = next((names for names in TOKENIZERS if _are_files(folder, names)), None)
    if tokenizer is None:
        raise LuthierError("model.folder_incomplete", folder=str(folder), file=TOKENIZERS[0][0])

    configs = [folder / name for name in ALSO_CONFIGS if (folder / name).is_file()]
    for path in configs:
        read_config(path)
    others = [folder / name for name in (*tokenizer, *TEMPLATES) if (folder / name).is_file()]
    for path in others:
        if holds_pickle(path):
            raise LuthierError("model.pickle", file=path.name)
    return configs + others


def _are_files(folder: Path, names: Iterable[str]) -> bool:
    return all((folder / name).is_file() for name in names)
