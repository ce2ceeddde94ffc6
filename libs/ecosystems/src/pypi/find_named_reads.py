"""Writes, as JSON, which of some files the sources in a wheel read by name, and where.

Arguments: the wheel, a JSON file with lists of the wanted paths (`lost`, `outside`), and the file for the
answer.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from zipfile import ZipFile

# An isolated interpreter does not search its program's folder.
sys.path.insert(0, str(Path(__file__).parent))
from nx_packages_inspection.named_reads import NamedReads

del sys.path[0]


def main(wheel: str, wanted: str, answer: str) -> None:
    """Writes the answer."""
    with ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.endswith(".py")]
        sources = {name: archive.read(name) for name in names}
    paths = json.loads(Path(wanted).read_text(encoding="utf-8"))
    found = NamedReads(sources).of(set(paths["lost"]), set(paths["outside"]))
    report = {path: asdict(read) for path, read in sorted(found.items())}
    Path(answer).write_text(json.dumps(report), encoding="utf-8")


main(*sys.argv[1:])
