"""Tells, as JSON, what is installed of one distribution in the environment that runs this."""

from __future__ import annotations

import base64
import hashlib
import importlib
import inspect
import json
import sys
from contextlib import redirect_stdout
from importlib.metadata import PackagePath, distribution


def altered(file: PackagePath) -> bool:
    """Whether an installed file is not what RECORD says."""
    if file.hash is None:
        return False
    digest = hashlib.new(file.hash.mode, file.read_binary()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value


def module_name(file: PackagePath) -> str | None:
    """The name that imports a file; None for what is no module, or runs when it is imported."""
    name = inspect.getmodulename(file.name)
    if name is None or name == "__main__":
        return None
    parts = [*file.parent.parts, *([] if name == "__init__" else [name])]
    return ".".join(parts) if all(part.isidentifier() for part in parts) else None


def import_error(module: str) -> str | None:
    """Why a module can't be imported."""
    try:
        importlib.import_module(module)
    except BaseException as error:  # noqa: BLE001 - a module can raise anything, SystemExit too
        return f"{type(error).__name__}: {error}"
    return None


def main(name: str) -> None:
    """Writes the report."""
    installed = distribution(name)
    files = installed.files or []
    modules = {module: file for file in files if (module := module_name(file))}
    with redirect_stdout(sys.stderr):
        errors = {
            module: error for module in modules if (error := import_error(module))
        }
    typed = {file.parent for file in files if file.name == "py.typed"}
    report = {
        "version": installed.version,
        "altered": [str(file) for file in files if altered(file)],
        "modules": sorted(modules),
        "errors": errors,
        "untyped": sorted(
            module for module, file in modules.items() if typed.isdisjoint(file.parents)
        ),
    }
    print(json.dumps(report))


main(sys.argv[1])
