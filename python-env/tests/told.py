"""What the folder of a run tells."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


@dataclass
class Told:
    """What a run's folder tells."""

    folder: Path

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "events.jsonl").read_text().splitlines()]

    def metric(self, name: str) -> dict[int, float]:
        """By step; a step that was done again counts once."""
        return {event["step"]: event["value"] for event in self.events if event.get("name") == name}

    @property
    def result(self) -> dict[str, Any]:
        named: dict[str, Any] = json.loads((self.folder / "result" / "adapter.json").read_text())
        return named

    def weights(self, step: int) -> "dict[str, torch.Tensor]":
        from safetensors.torch import load_file

        return load_file(self.folder / "checkpoints" / f"step-{step:06d}" / "adapter" / "adapter_model.safetensors")
