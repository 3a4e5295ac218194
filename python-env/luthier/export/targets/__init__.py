"""Every export target, by id."""

from typing import Any

TARGETS: dict[str, Any] = {}
