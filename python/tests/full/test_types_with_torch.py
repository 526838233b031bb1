"""All of the package is clean under `mypy --strict`, the modules for PyTorch too."""

from __future__ import annotations

from test_types import problems


def test_mypy_strict_with_torch() -> None:
    found = problems()
    assert "Success" in found, found
