"""All that a run needs to carry on as if it had never stopped. Tensors lie in safetensors, the rest in JSON: no pickles."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import load_file, save

from luthier.core.manifest import write_manifest

if TYPE_CHECKING:
    from peft import PeftModel

ADAPTER = "adapter"
MOMENTS = ("step", "exp_avg", "exp_avg_sq")


@dataclass
class Progress:
    """How far a run is, and which step was best. The order of rows and the learning rate follow from the step."""

    step: int = 0
    best_step: int | None = None
    best_loss: float | None = None
    since_best: int = 0
    """Evaluations since the best one."""


def write_state(folder: Path, model: "PeftModel", optimiser: torch.optim.Optimizer, progress: Progress) -> None:
    """Fills a checkpoint folder."""
    write_adapter(folder / ADAPTER, model)
    moments = {
        f"{index}.{name}": state[name] for index, state in optimiser.state_dict()["state"].items() for name in MOMENTS
    }
    (folder / "optimiser.safetensors").write_bytes(save(moments))
    (folder / "random.safetensors").write_bytes(save(_random_states()))
    (folder / "progress.json").write_text(json.dumps(asdict(progress), indent=2) + "\n", encoding="utf-8")


def read_state(folder: Path, model: "PeftModel", optimiser: torch.optim.Optimizer) -> Progress:
    """Puts model, optimiser and random numbers into the state of a checkpoint that was found whole."""
    from peft import set_peft_model_state_dict

    set_peft_model_state_dict(model, load_file(folder / ADAPTER / "adapter_model.safetensors"))
    state: dict[int, dict[str, torch.Tensor]] = {}
    for key, moment in load_file(folder / "optimiser.safetensors").items():
        index, name = key.split(".")
        state.setdefault(int(index), {})[name] = moment
    optimiser.load_state_dict({"state": state, "param_groups": optimiser.state_dict()["param_groups"]})
    _set_random_states(load_file(folder / "random.safetensors"))
    return Progress(**json.loads((folder / "progress.json").read_text(encoding="utf-8")))


def write_adapter(folder: Path, model: "PeftModel") -> None:
    """Writes the adapter as PEFT reads it, with a manifest of its own."""
    from peft import get_peft_model_state_dict

    folder.mkdir()
    weights = get_peft_model_state_dict(model, save_embedding_layers=False)
    content = save({name: tensor.contiguous() for name, tensor in weights.items()}, metadata={"format": "pt"})
    (folder / "adapter_model.safetensors").write_bytes(content)

    config: dict[str, Any] = model.active_peft_config.to_dict()
    config.update(inference_mode=True, base_model_name_or_path=None)  # where the base lies is the job's knowledge
    text = json.dumps(config, indent=2, sort_keys=True, default=sorted)  # sets, in an order that does not change
    (folder / "adapter_config.json").write_text(f"{text}\n", encoding="utf-8")
    write_manifest(folder)


def _random_states() -> dict[str, torch.Tensor]:
    states = {"cpu": torch.get_rng_state()}
    if torch.cuda.is_initialized():
        states |= {f"cuda.{index}": state for index, state in enumerate(torch.cuda.get_rng_state_all())}
    return states


def _set_random_states(states: dict[str, torch.Tensor]) -> None:
    torch.set_rng_state(states["cpu"])
    if torch.cuda.is_available():
        for index in range(min(torch.cuda.device_count(), len(states) - 1)):
            torch.cuda.set_rng_state(states[f"cuda.{index}"], index)
