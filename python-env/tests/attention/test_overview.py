"""Thumbnails keep the largest weight of what they stand for."""

import numpy as np
import pytest

from luthier.attention.overview import overview_side, thumbnail


def test_a_short_text_is_its_own_thumbnail() -> None:
    coded = np.arange(9, dtype=np.uint8).reshape(3, 3)

    assert thumbnail(coded).tolist() == coded.tolist()


@pytest.mark.parametrize("tokens", [32, 33, 100, 257])
def test_one_bright_cell_stays_bright_wherever_it_is(tokens: int) -> None:
    side = overview_side(tokens)
    for query, key in np.random.default_rng(0).integers(tokens, size=(20, 2)):
        coded = np.zeros((tokens, tokens), dtype=np.uint8)
        coded[query, key] = 200

        small = thumbnail(coded)

        assert (small.shape, small.max(), np.count_nonzero(small)) == ((side, side), 200, 1)
        row, column = np.argwhere(small)[0]
        assert abs(row / side - query / tokens) <= 1 / side
        assert abs(column / side - key / tokens) <= 1 / side
