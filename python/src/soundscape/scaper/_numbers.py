"""What counts as a real number in a specification."""

from __future__ import annotations

from typing import Any

import numpy as np


def is_real_number(num: Any) -> bool:
    """Whether something is a real scalar: of Python or of NumPy, but no array, text, or complex number."""
    return bool(np.isscalar(num)) and not isinstance(num, (str, bytes)) and not np.iscomplexobj(num)


def is_real_array(array: Any) -> bool:
    """Whether something is a list or an array, of one dimension, of real scalars; one without elements is."""
    return type(array) in (list, np.ndarray) and all(is_real_number(element) for element in array)
