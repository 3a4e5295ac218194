"""The bytes of an attention map on disk, written while the model runs."""

from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from luthier.attention.overview import overview_side, thumbnail
from luthier.attention.tap import HeadMap
from luthier.contract.models import HeadSummary
from luthier.core.files import full_disk_said, write_atomically

HEADS = "heads.u8"
OVERVIEW = "overview.u8"


class MapFiles:
    """Writes each head as it comes: to memory belong one head and the thumbnails."""

    def __init__(self, folder: Path, tokens: int, heads_expected: int) -> None:
        self._folder = folder
        self._tokens = tokens
        self._side = overview_side(tokens)
        self._expected = heads_expected
        self._thumbnails: list[bytes] = []
        self.summaries: list[HeadSummary] = []

    def __enter__(self) -> Self:
        self._heads = (self._folder / HEADS).open("wb")
        return self

    def add(self, found: HeadMap) -> None:
        """The next head, in the order of layers and heads."""
        with full_disk_said(self._folder, needed=self._expected * self._tokens**2):
            self._heads.write(np.ascontiguousarray(found.coded).data)
        self._thumbnails.append(thumbnail(found.coded).tobytes())
        self.summaries.append(
            HeadSummary(
                layer=found.layer, head=found.head, entropy=found.entropy, first_token_share=found.first_token_share
            )
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with full_disk_said(self._folder, needed=self._expected * self._tokens**2):
            self._heads.close()
        if error is None:
            write_atomically(self._folder / OVERVIEW, b"".join(self._thumbnails))
