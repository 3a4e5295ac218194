"""Models come into memory checked, and an adapter leaves its base as it was."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from luthier.contract.models import ModelInput
from luthier.core.errors import LuthierError
from luthier.models.load import adapted, load, load_base

CPU = torch.device("cpu")
TOKENS = torch.tensor([[1, 40, 50, 60]])


@torch.inference_mode()
def logits(model: Any) -> torch.Tensor:
    return model(TOKENS).logits  # type: ignore[no-any-return]


def test_a_model_loads_in_the_precision_that_was_asked(context: Any, model_folder: Path) -> None:
    spec = ModelInput(path=str(model_folder), adapter_path=None)

    model, tokenizer = load(spec, context, device=CPU, dtype=torch.bfloat16)

    assert (model.dtype, model.training, len(tokenizer)) == (torch.bfloat16, False, 300)


def test_an_adapter_changes_the_answer_and_leaves_no_trace(model_folder: Path, adapter_folder: Path) -> None:
    base, _ = load_base(model_folder, device=CPU, dtype=torch.float32)
    before = logits(base)

    with adapted(base, adapter_folder) as tuned:
        changed = logits(tuned)
    with adapted(base, None) as same:
        assert same is base

    assert not torch.allclose(changed, before, atol=0.1)
    assert torch.equal(logits(base), before)


def test_the_adapter_of_a_job_is_loaded_with_its_model(context: Any, model_folder: Path, adapter_folder: Path) -> None:
    spec = ModelInput(path=str(model_folder), adapter_path=str(adapter_folder))

    model, _ = load(spec, context, device=CPU, dtype=torch.float32)

    base, _ = load_base(model_folder, device=CPU, dtype=torch.float32)
    with adapted(base, adapter_folder) as tuned:
        assert torch.equal(logits(model), logits(tuned))


def test_weights_that_are_missing_are_not_made_up(model_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(model_folder, tmp_path / "model"))
    weights = load_file(folder / "model.safetensors")
    del weights["model.layers.1.mlp.up_proj.weight"]
    save_file(weights, folder / "model.safetensors", {"format": "pt"})

    with pytest.raises(LuthierError, match=r"it lacks model\.layers\.1\.mlp\.up_proj\.weight"):
        load_base(folder, device=CPU, dtype=torch.float32)


def test_an_adapter_that_lacks_a_matrix_is_damaged(model_folder: Path, adapter_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(adapter_folder, tmp_path / "adapter"))
    weights = load_file(folder / "adapter_model.safetensors")
    lost = next(name for name in weights if "lora_B" in name)
    del weights[lost]
    save_file(weights, folder / "adapter_model.safetensors", {"format": "pt"})
    base, _ = load_base(model_folder, device=CPU, dtype=torch.float32)

    with pytest.raises(LuthierError) as caught, adapted(base, folder):
        pass
    assert caught.value.facts == {"file": "adapter/adapter_model.safetensors", "reason": f"it lacks {lost}"}


def test_weights_of_another_shape_are_damaged(model_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(model_folder, tmp_path / "model"))
    config = json.loads((folder / "config.json").read_text()) | {"hidden_size": 64}
    (folder / "config.json").write_text(json.dumps(config))

    with pytest.raises(LuthierError) as caught:
        load_base(folder, device=CPU, dtype=torch.float32)
    assert caught.value.code == "model.damaged"


def test_a_template_that_escapes_stops_the_load(model_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(model_folder, tmp_path / "model"))
    (folder / "chat_template.jinja").write_text("{{ cycler.__init__.__globals__.os.system('touch canary') }}")

    with pytest.raises(LuthierError) as caught:
        load_base(folder, device=CPU, dtype=torch.float32)
    assert caught.value.facts == {"file": "chat_template.jinja", "key": "chat_template"}
