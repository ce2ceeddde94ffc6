from importlib.metadata import version
from pathlib import Path

import pytest

from organization_report.built_with import built_with

installed = version("ameide-sdk")


@pytest.mark.parametrize(
    "lock",
    [
        None,
        "pytest==9.0.0 \\\n    --hash=sha256:aa\n",
        "ameide-sdk==0.0.1 \\\n    --hash=sha256:aa\n",
        f"ameide-sdk=={installed} \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n",
    ],
)
def test_a_lock_that_does_not_say_it_is_an_error(lock: str | None, tmp_path: Path) -> None:
    if lock:
        (tmp_path / "requirements.txt").write_text(lock)
    with pytest.raises(LookupError, match=f"ameide-sdk {installed} is installed"):
        built_with(tmp_path)
