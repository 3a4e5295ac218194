"""A model from the Hugging Face hub, because a person asked for it; nothing else of ours calls this."""

from pathlib import Path

from luthier.core.errors import LuthierError
from luthier.core.files import write_folder_atomically
from luthier.models.check import check_model

WANTED = ("*.json", "*.safetensors", "*.jinja", "merges.txt", "tokenizer.model", "README.md", "LICENSE*")


def download_model(model_id: str, folder: Path) -> None:
    """Downloads what a model needs, checks it as any folder is checked, and puts it in its place.

    Raises:
        LuthierError: `model.download_refused` with the hub's reason, and what `check_model` refuses.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    with write_folder_atomically(folder) as staging:
        try:
            snapshot_download(model_id, local_dir=staging, allow_patterns=list(WANTED))
        except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError, ValueError) as error:
            raise LuthierError("model.download_refused", id=model_id, reason=_sentence(error)) from error
        check_model(staging)


def _sentence(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(".")[:300] if lines else type(error).__name__
