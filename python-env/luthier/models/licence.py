"""Under which licence a model folder says it stands."""

import re
from pathlib import Path
from typing import Any

UNKNOWN = "unknown"
READ_LIMIT = 65_536  # characters

TITLES = {
    "Apache License": "Apache-2.0",
    "MIT License": "MIT",
    "GNU GENERAL PUBLIC LICENSE": "GPL",
    "LLAMA": "Llama community licence",
    "Gemma Terms of Use": "Gemma terms of use",
}


def licence_of(folder: Path, manifest: dict[str, Any] | None) -> str:
    """The licence by manifest, model card or licence file, in this order; "unknown" when none of them says it."""
    if manifest is not None and isinstance(manifest.get("licence"), str):
        return str(manifest["licence"])
    return _of_card(_start_of(folder / "README.md")) or _of_text(folder) or UNKNOWN


def _of_card(card: str) -> str | None:
    """`license:` of the front matter that a model card begins with."""
    front = re.match(r"---\n(.*?)\n---", card.replace("\r\n", "\n"), re.DOTALL)
    said = front and re.search(r"^license(?:_name)?:[ \t]*[\"']?([\w .+-]{1,60})", front[1], re.MULTILINE)
    return said[1].strip() if said else None


def _of_text(folder: Path) -> str | None:
    text = next((start for name in ("LICENSE", "LICENSE.txt", "LICENSE.md") if (start := _start_of(folder / name))), "")
    return next((name for title, name in TITLES.items() if title in text[:2_000]), None)


def _start_of(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(READ_LIMIT)
    except OSError:
        return ""
