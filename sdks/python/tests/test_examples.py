import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from contract_platform import running

project = Path(__file__).parent.parent
printed = {
    "organizations.py": "acme Acme Ltd\nslug is taken\n",
    "organizations_async.py": "acme Acme\nbirch Birch\n",
}


@pytest.mark.parametrize("example", printed)
def test_it_runs(example: str, metadata_folder: Path) -> None:
    with running("a-token-of-the-tests") as platform:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(metadata_folder), str(project / "src"))),
            "PLATFORM_URL": platform.url,
            "PLATFORM_TOKEN": platform.token,
        }
        program = [sys.executable, project / "examples" / example]
        done = subprocess.run(program, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == (printed[example], "")


def test_the_readme_begins_with_them() -> None:
    blocks = re.findall(
        r"^```python\n(.*?)^```$", (project / "README.md").read_text(), re.DOTALL | re.MULTILINE
    )
    for block, example in zip(blocks, printed, strict=True):
        assert block in (project / "examples" / example).read_text()
