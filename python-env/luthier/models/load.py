"""The one way by which models come into memory: checked, from disk, without code of their own."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luthier.contract.models import ModelInput
from luthier.core.errors import LuthierError
from luthier.core.job import JobContext
from luthier.models.check import ADAPTER_WEIGHTS, check_adapter, check_model
from luthier.models.template import check_template
from luthier.models.tensor_file import read_tensors

if TYPE_CHECKING:
    import torch
    from torch import nn
    from transformers import PreTrainedTokenizerBase

ADAPTER = "default"


def load(
    model: ModelInput,
    context: JobContext,
    *,
    device: "torch.device",
    dtype: "torch.dtype",
    attention: str = "sdpa",
) -> "tuple[nn.Module, PreTrainedTokenizerBase]":
    """A model in evaluation mode, with its adapter if it has one, and its tokenizer.

    Raises:
        LuthierError: what `check_model` and `check_adapter` refuse; `model.damaged` when weights and configuration do
            not fit each other.
    """
    base, tokenizer = load_base(context.path(model.path), device=device, dtype=dtype, attention=attention)
    if model.adapter_path is None:
        return base, tokenizer
    return add_adapter(base, context.path(model.adapter_path)), tokenizer


def load_base(
    folder: Path, *, device: "torch.device", dtype: "torch.dtype", attention: str = "sdpa"
) -> "tuple[nn.Module, PreTrainedTokenizerBase]":
    """The base model of a folder and its tokenizer."""
    check_model(folder)
    tokenizer = load_tokenizer(folder)
    transformers = library()
    try:
        model, report = transformers.AutoModelForCausalLM.from_pretrained(
            folder,
            dtype=dtype,
            attn_implementation=attention,
            use_safetensors=True,
            local_files_only=True,
            trust_remote_code=False,
            output_loading_info=True,
        )
    except (RuntimeError, ValueError, TypeError, KeyError) as error:
        raise LuthierError("model.damaged", file="config.json", reason=_one_line(error)) from error
    # The library fills what is missing with random numbers and goes on.
    if report["missing_keys"]:
        raise LuthierError("model.damaged", file=folder.name, reason=f"it lacks {_some(report['missing_keys'])}")
    return model.to(device).eval(), tokenizer


def load_tokenizer(folder: Path) -> "PreTrainedTokenizerBase":
    """The tokenizer of a folder that `check_model` accepted."""
    transformers = library()
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except (RuntimeError, ValueError, TypeError, KeyError, OSError) as error:
        raise LuthierError("model.damaged", file="tokenizer.json", reason=_one_line(error)) from error

    templates = tokenizer.chat_template
    for template in templates.values() if isinstance(templates, dict) else [templates]:
        check_template(template, folder / "chat_template.jinja")
    return tokenizer  # type: ignore[no-any-return]


def add_adapter(base: "nn.Module", folder: Path) -> "nn.Module":
    """The base model wrapped in an adapter. `base` itself is changed: its projections are replaced."""
    check_adapter(folder)
    from peft import PeftModel, get_peft_model_state_dict

    try:
        # Weights keep the precision of the base model: casting each activation to fp32 and back costs more than it
        # gives where nothing is trained.
        model = PeftModel.from_pretrained(base, folder, adapter_name=ADAPTER, autocast_adapter_dtype=False)
    except (RuntimeError, ValueError, TypeError, KeyError) as error:
        raise LuthierError(
            "model.damaged", file=f"{folder.name}/adapter_config.json", reason=_one_line(error)
        ) from error
    # The library leaves what the file lacks at its start, where an adapter does nothing, and only warns.
    wanted = set(get_peft_model_state_dict(model, save_embedding_layers=False))
    if lacking := wanted - read_tensors(folder / ADAPTER_WEIGHTS).keys():
        raise LuthierError(
            "model.damaged", file=f"{folder.name}/{ADAPTER_WEIGHTS}", reason=f"it lacks {_some(lacking)}"
        )
    return model.eval()


@contextmanager
def adapted(base: "nn.Module", folder: Path | None) -> "Iterator[nn.Module]":
    """The base model with an adapter for a while, or as it is for None. Afterwards it is the base model again."""
    if folder is None:
        yield base
        return
    model: Any = add_adapter(base, folder)
    try:
        yield model
    finally:
        if not model.active_peft_config.is_prompt_learning:
            model.unload()


def library() -> Any:
    """transformers, told before it is imported that there is no hub, and without bars of its own."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import transformers

    transformers.utils.logging.disable_progress_bar()
    # peft asks for a name that transformers has changed; nobody at the terminal can do anything about it.
    warnings.filterwarnings("ignore", message=".*is_gradient_checkpointing", category=FutureWarning)
    return transformers


def _some(names: Any) -> str:
    names = sorted(names)
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
