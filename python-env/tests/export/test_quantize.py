"""Codes and scales, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luthier.export.quantize import ZERO, block_codes, row_codes


def test_EX_10_rows_are_rounded_onto_levels_of_their_largest_weight() -> None:
    codes, scales = row_codes(np.array([[127.0, -1.0, 0.4], [0.0, 0.0, 0.0]], dtype=np.float32))

    assert codes.tolist() == [[127, -1, 0], [0, 0, 0]]
    assert scales.tolist() == [1, 1]  # a row of zeros has scale 1


def test_EX_11_a_row_is_cut_into_blocks_and_the_last_one_filled_up() -> None:
    codes, scales = block_codes(np.array([[127.0, 1.0, 254.0]], dtype=np.float32), 2)

    assert (codes.astype(int) - ZERO).tolist() == [[[127, 1], [127, 0]]]
    assert scales.tolist() == [[1, 2]]


@given(st.lists(st.floats(-1e3, 1e3, width=32), min_size=1, max_size=70), st.sampled_from([16, 32, 64]))
def test_EX_12_no_weight_moves_by_more_than_half_a_scale(weights: list[float], size: int) -> None:
    matrix = np.array([weights], dtype=np.float32)
    codes, scales = block_codes(matrix, size)

    back = (codes.astype(np.float32) - ZERO) * scales[:, :, None]
    moved = np.abs(back.reshape(1, -1)[:, : matrix.shape[1]] - matrix)
    assert moved.max() == pytest.approx(0, abs=float(scales.max()) * 0.5001 + 1e-6)
