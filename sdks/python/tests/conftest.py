import sys
import tomllib
from pathlib import Path

import pytest

project = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def version() -> str:
    return tomllib.loads((project / "pyproject.toml").read_text())["project"]["version"]


@pytest.fixture(scope="session")
def metadata_folder(version: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an installation leaves for importlib.metadata; the tests run from sources, without one."""
    folder = tmp_path_factory.mktemp("installed")
    metadata = folder / f"ameide_sdk-{version}.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Metadata-Version: 2.4\nName: ameide-sdk\nVersion: {version}\n")
    return folder


@pytest.fixture(autouse=True)
def installed(metadata_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(metadata_folder), *sys.path])
    # A proxy of the machine's can't reach this loopback.
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
