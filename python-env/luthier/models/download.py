"""A model from the Hugging Face hub, because a person asked for it; nothing else of ours calls this."""

import shutil
from pathlib import Path

from luthier.core.errors import LuthierError
from luthier.core.files import full_disk_said, write_folder_atomically
from luthier.models.check import check_model

WANTED = ("*.json", "*.safetensors", "*.jinja", "merges.txt", "tokenizer.model", "README.md", "LICENSE*")
# Where the hub's library keeps what it knows of its downloads.
NOTES = ".cache"


def download_model(model_id: str, folder: Path) -> None:
    """Downloads what a model needs, checks it as any folder is checked, and puts it in its place.

    What had come when it was stopped is kept beside the place, and the next download of the same revision goes on there.

    Raises:
        LuthierError: `model.download_refused` with the hub's reason, and what `check_model` refuses.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import DryRunError, HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        # Asked first: of a folder that is there in part the library says, without a connection, that it is the model.
        files = snapshot_download(model_id, allow_patterns=list(WANTED), dry_run=True)
        revision = files[0].commit_hash if files else "none"
        coming = folder.with_name(f".{folder.name}.{revision[:12]}.download")
        _remove_all_but(coming, folder)
        with full_disk_said(folder.parent):
            snapshot_download(model_id, revision=revision, local_dir=coming, allow_patterns=list(WANTED))
    except DryRunError as error:
        raise LuthierError("model.download_refused", id=model_id, reason=_sentence(error.__cause__ or error)) from error
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError, ValueError) as error:
        raise LuthierError("model.download_refused", id=model_id, reason=_sentence(error)) from error

    absent = [file.filename for file in files if not (coming / file.filename).is_file()]
    if absent:
        raise LuthierError("model.download_refused", id=model_id, reason=f"{absent[0]} did not come")
    with write_folder_atomically(folder) as staging:
        for path in coming.iterdir():
            if path.name != NOTES:
                path.rename(staging / path.name)
        shutil.rmtree(coming)
        check_model(staging)


def _remove_all_but(coming: Path, folder: Path) -> None:
    """What came of an earlier revision is no part of this one."""
    for path in folder.parent.glob(f".{folder.name}.*.download"):
        if path != coming:
            shutil.rmtree(path, ignore_errors=True)


def _sentence(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(".")[:300] if lines else type(error).__name__
