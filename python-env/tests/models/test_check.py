"""A model folder is refused, by name and reason, before any library sees it."""

import json
import pickle
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from luthier.core.errors import LuthierError
from luthier.core.files import sha256_of
from luthier.models.check import check_adapter, check_model


class Canary:
    """Unpickling this creates a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (Path.touch, (self.path,))


@pytest.fixture
def folder(model_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model_folder, tmp_path / "model"))


def refused(folder: Path, check: Callable[[Path], object] = check_model) -> tuple[str, dict[str, Any]]:
    with pytest.raises(LuthierError) as caught:
        check(folder)
    return caught.value.code, caught.value.facts


def change(path: Path, **keys: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | keys))


def test_a_whole_folder_is_described(folder: Path) -> None:
    (folder / "README.md").write_text("---\nlanguage: en\nlicense: apache-2.0\n---\n# A model\n")

    model = check_model(folder)

    # embedding and head 300 x 32 each; a layer 2 x 32 x 32 + 2 x 16 x 32 + 3 x 64 x 32 + 2 norms of 32; one last norm
    assert model.parameters == 2 * 300 * 32 + 3 * (2 * 1024 + 2 * 512 + 3 * 2048 + 2 * 32) + 32
    assert (model.architecture, model.model_type, model.licence) == ("LlamaForCausalLM", "llama", "apache-2.0")
    assert model.size_bytes > 4 * model.parameters


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt", "model.pth", "weights.pkl", "last.ckpt"])
def test_pickle_weights_are_refused_by_name_and_never_opened(folder: Path, tmp_path: Path, name: str) -> None:
    canary = tmp_path / "canary"
    (folder / "model.safetensors").unlink()
    (folder / name).write_bytes(pickle.dumps(Canary(canary)))

    assert refused(folder) == ("model.pickle", {"file": name})
    assert not canary.exists()


@pytest.mark.parametrize("zipped", [False, True])
def test_a_pickle_that_calls_itself_safetensors_is_refused(folder: Path, tmp_path: Path, zipped: bool) -> None:
    content = pickle.dumps(Canary(tmp_path / "canary"))
    weights = folder / "model.safetensors"
    weights.write_bytes(content)
    if zipped:
        with zipfile.ZipFile(weights, "w") as archive:
            archive.writestr("archive/data.pkl", content)

    assert refused(folder) == ("model.pickle", {"file": "model.safetensors"})
    assert not (tmp_path / "canary").exists()


def test_pickles_beside_complete_weights_are_left_alone(folder: Path) -> None:
    for name in ("optimizer.pt", "rng_state.pth", "training_args.bin", "scheduler.pt"):
        (folder / name).write_bytes(pickle.dumps([1, 2]))

    assert check_model(folder).model_type == "llama"


def test_a_missing_shard_beside_a_pickle_is_a_refused_pickle(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "model-1.safetensors")
    names = {"lm_head.weight": "model-1.safetensors", "model.norm.weight": "model-2.safetensors"}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": names}))
    assert refused(folder) == ("model.folder_incomplete", {"folder": str(folder), "file": "model-2.safetensors"})

    (folder / "pytorch_model.bin").write_bytes(b"\x80\x02.")
    assert refused(folder) == ("model.pickle", {"file": "pytorch_model.bin"})


def test_shards_are_added_up_and_must_hold_what_the_index_says(folder: Path) -> None:
    whole = check_model(folder).parameters
    (folder / "model.safetensors").rename(folder / "model-1.safetensors")
    index = folder / "model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": {"lm_head.weight": "model-1.safetensors"}}))
    assert check_model(folder).parameters == whole

    index.write_text(json.dumps({"weight_map": {"other": "model-1.safetensors"}}))
    assert refused(folder) == ("model.damaged", {"file": "model-1.safetensors", "reason": "it lacks the tensor other"})

    index.write_text(json.dumps({"weight_map": {"lm_head.weight": "../model-1.safetensors"}}))
    assert refused(folder)[0] == "model.damaged"


@pytest.mark.parametrize("missing", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_folder_that_lacks_a_file_says_which(folder: Path, missing: str) -> None:
    (folder / missing).unlink()

    assert refused(folder) == ("model.folder_incomplete", {"folder": str(folder), "file": missing})


@pytest.mark.parametrize(
    ("file", "keys", "named"),
    [
        ("config.json", {"auto_map": {"AutoConfig": "evil.Config"}}, "auto_map"),
        ("config.json", {"_attn_implementation_internal": "someone/kernel"}, "_attn_implementation_internal"),
        ("config.json", {"attn_implementation": "someone/kernel"}, "attn_implementation"),
        ("config.json", {"rope_parameters": {"inner": [{"trust_remote_code": True}]}}, "trust_remote_code"),
        ("config.json", {"_name_or_path": {"auto_map": 1}}, "_name_or_path"),
        ("generation_config.json", {"custom_generate": "someone/generate"}, "custom_generate"),
        ("tokenizer_config.json", {"auto_map": {"AutoTokenizer": ["evil.Tokenizer", None]}}, "auto_map"),
    ],
)
def test_a_configuration_that_asks_for_code_is_refused(
    folder: Path, file: str, keys: dict[str, Any], named: str
) -> None:
    change(folder / file, **keys)

    assert refused(folder) == ("model.config_unsafe", {"file": file, "key": named})


def test_keys_that_the_libraries_write_themselves_are_no_reason_to_refuse(folder: Path) -> None:
    change(folder / "config.json", _name_or_path="someone/model", _attn_implementation_autoset=True, auto_map=None)

    assert check_model(folder).model_type == "llama"


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "[" * 100_000, "\ud800".encode("utf-8", "surrogatepass"), "{}" + " " * 2**24]
)
def test_a_config_that_is_not_a_json_object_is_damaged(folder: Path, text: str | bytes) -> None:
    (folder / "config.json").write_bytes(text.encode() if isinstance(text, str) else text)

    code, facts = refused(folder)
    assert (code, facts["file"]) == ("model.damaged", "config.json")


@pytest.mark.parametrize(
    ("keys", "type_"),
    [
        ({"model_type": "bert", "architectures": ["BertModel"]}, "BertModel"),
        ({"model_type": "my_own", "architectures": ["MyOwnForCausalLM"]}, "MyOwnForCausalLM"),
        ({"quantization_config": {"quant_method": "gptq"}}, "LlamaForCausalLM with gptq weights"),
    ],
)
def test_models_of_another_kind_are_unsupported(folder: Path, keys: dict[str, Any], type_: str) -> None:
    change(folder / "config.json", **keys)

    code, facts = refused(folder)
    assert (code, facts["type"]) == ("model.unsupported", type_)


def test_a_changed_byte_is_found_by_the_manifest(folder: Path) -> None:
    weights = folder / "model.safetensors"
    files = [{"path": weights.name, "sizeBytes": weights.stat().st_size, "sha256": sha256_of(weights)}]
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({"files": files, "licence": "MIT"}))
    assert check_model(folder).licence == "MIT"

    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert refused(folder) == ("model.damaged", {"file": "model.safetensors", "reason": "its hash differs"})

    manifest.write_text(json.dumps({"files": [{**files[0], "path": "../elsewhere"}]}))
    assert refused(folder)[1]["reason"] == "it names a file outside its folder"


def test_an_adapter_is_checked_likewise(adapter_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(adapter_folder, tmp_path / "adapter"))
    check_adapter(folder)

    change(folder / "adapter_config.json", megatron_config={"x": 1}, megatron_core="evil")
    assert refused(folder, check_adapter) == (
        "model.config_unsafe",
        {"file": "adapter_config.json", "key": "megatron_config"},
    )

    change(folder / "adapter_config.json", megatron_config=None)
    (folder / "adapter_model.safetensors").rename(folder / "adapter_model.bin")
    assert refused(folder, check_adapter) == ("model.pickle", {"file": "adapter_model.bin"})
