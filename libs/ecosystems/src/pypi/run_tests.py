"""Runs pytest on the folder that this is started in. No tests are no failure.

Argument: `with-folder`, so that tests can import what lies in that folder.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

NO_TESTS = 5
IGNORED = {"build", "dist", "node_modules", "venv"}


def has_tests() -> bool:
    """Whether a file has the name that pytest looks for."""
    files = [*Path().rglob("test_*.py"), *Path().rglob("*_test.py")]
    return any(
        not any(part.startswith(".") or part in IGNORED for part in file.parts)
        for file in files
    )


def main() -> int:
    """Gives pytest's exit code, and 0 where there is nothing to test."""
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
