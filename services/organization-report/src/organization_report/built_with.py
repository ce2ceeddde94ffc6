"""Which SDK runs here."""

import re
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

SDK = "ameide-sdk"
LOCK = "requirements.txt"


@dataclass(frozen=True)
class Sdk:
    """The platform's SDK, as it was installed."""

    name: str
    version: str
    digest: str

    def __str__(self) -> str:
        """All of it, in one line."""
        return f"{self.name} {self.version} {self.digest}"


def built_with(environment: Path = Path(sys.prefix)) -> Sdk:
    """Read it from the lock that the environment was made from, which stands in it.

    Raises:
        LookupError: The environment holds no such lock, or another version than it says.
    """
    installed = version(SDK)
    lock = environment / LOCK
    text = lock.read_text("utf-8") if lock.exists() else ""
    locked = re.search(rf"^{SDK}==(\S+) \\\n +--hash=(\S+)$", text, re.MULTILINE)
    if locked is None or locked[1] != installed:
        raise LookupError(f"{SDK} {installed} is installed, and {lock} does not say so with one digest.")
    return Sdk(SDK, installed, locked[2])
