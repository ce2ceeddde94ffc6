"""Runs pytest on the current folder. A folder without tests is no failure.

Argument: `with-folder`, so that tests can import modules of that folder.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

NO_TESTS = 5
IGNORED = {"build", "dist", "node_modules", "venv"}


def has_tests() -> bool:
    """Return whether a file is named like a test of pytest."""
    files = [*Path().rglob("test_*.py"), *Path().rglob("*_test.py")]
    return any(
        not any(part.startswith(".") or part in IGNORED for part in file.parts)
        for file in files
    )


def main() -> int:
    """Return pytest's exit code, or 0 if there is nothing to test."""
    if "with-folder" in sys.argv[1:]:
        sys.path.insert(0, str(Path.cwd()))
    if find_spec("pytest") is None:
        if not has_tests():
            print("There are no tests.")
            return 0
        print(
            "pytest is not installed, and there are tests. State it in the dependency group dev or test.",
            file=sys.stderr,
        )
        return 1
    import pytest

    code = pytest.main([])
    return 0 if code == NO_TESTS else int(code)


if __name__ == "__main__":
    sys.exit(main())
