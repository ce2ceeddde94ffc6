import os
import subprocess
import sys
from pathlib import Path

project = Path(__file__).parent.parent


def smoke(metadata_folder: Path, version: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(metadata_folder), str(project / "src"))),
        "PACKAGE_NAME": "ameide-sdk",
        "PACKAGE_VERSION": version,
    }
    script = [sys.executable, project / "smoke/smoke.py"]
    return subprocess.run(script, env=environment, capture_output=True, text=True, timeout=60)


def test_it_passes(metadata_folder: Path, version: str) -> None:
    passed = smoke(metadata_folder, version)
    assert (passed.returncode, passed.stderr) == (0, "")


def test_it_fails_with_one_sentence_for_another_version(metadata_folder: Path, version: str) -> None:
    failed = smoke(metadata_folder, "9.9.9")
    assert failed.returncode == 1
    assert failed.stderr == (
        f"The user agent should be 'ameide-sdk-python/9.9.9' and is 'ameide-sdk-python/{version}'.\n"
    )
