"""Sorts the files of one installed distribution: modules, tests, typed ones, and those that RECORD disagrees with."""

from __future__ import annotations

import base64
import hashlib
import inspect
from importlib.metadata import Distribution, PackagePath
from pathlib import PurePosixPath

TEST_FOLDERS = {"tests", "_tests"}
TEMPLATE_FOLDERS = ("template", "skeleton", "scaffold", "boilerplate", "cookiecutter")


def altered(file: PackagePath) -> bool:
    """Return whether an installed file differs from RECORD."""
    if file.hash is None:
        return False
    digest = hashlib.new(file.hash.mode, file.read_binary()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value


def module_name(file: PurePosixPath) -> str | None:
    """Return the name that imports a file; None if no name does."""
    name = inspect.getmodulename(file.name)
    if name is None:
        return None
    parts = [*file.parent.parts, *([] if name == "__init__" else [name])]
    if not parts or not all(part.isidentifier() for part in parts):
        return None
    return ".".join(parts)


def is_test_file(file: PurePosixPath) -> bool:
    """Return whether a file is named like a test, or like a file that tests share."""
    return file.suffix == ".py" and (
        file.stem.startswith("test_")
        or file.stem.endswith("_test")
        or file.stem == "conftest"
    )


class DistributionFiles:
    """The files of a distribution, by the kinds that the smoke treats differently."""

    def __init__(self, installed: Distribution) -> None:
        self._installed = installed
        self.all: list[PackagePath] = list(installed.files or [])
        self.code: dict[str, PackagePath] = {}
        self.mains: dict[str, PackagePath] = {}
        for file in self.all:
            name = module_name(file) if file.suffix != ".pyi" else None
            if name is not None:
                kind = (
                    self.mains if name.rpartition(".")[2] == "__main__" else self.code
                )
                kind[name] = file
        self._packages = {
            file.parent
            for file in self.all
            if file.name in ("__init__.py", "__init__.pyi")
        }
        # "test" may also name a feature: such a folder holds tests only if one of its files is named like a
        # test.
        self._tests = {
            folder
            for file in self.all
            if is_test_file(file)
            for folder in file.parents
            if folder.name == "test"
        }

    def scripts(self) -> dict[str, PackagePath]:
        """Return the Python programs that a wheel holds as files, by their names in messages."""
        made = {one.name for one in self._installed.entry_points}
        found = {}
        for file in self.all:
            if (
                file.parent.name in ("bin", "Scripts")
                and file.parts[0] == ".."
                and file.name not in made
            ):
                first = file.read_binary().split(b"\n", 1)[0]
                if first.startswith(b"#!") and b"python" in first:
                    found[f"{file.parent.name}/{file.name}"] = file
        return found

    def is_package(self, module: str) -> bool:
        """Return whether a module is a package, whose relative imports start in itself."""
        return self.code[module].stem == "__init__"

    def is_test(self, file: PurePosixPath) -> bool:
        """Return whether a file is one of the project's tests, which no user imports."""
        below = file.parent.parts[1:]
        return (
            file.name == "conftest.py"
            or (file.name == "tests.py" and len(file.parts) > 1)
            or not TEST_FOLDERS.isdisjoint(below)
            or not self._tests.isdisjoint(file.parents)
        )

    def is_template(self, file: PurePosixPath) -> bool:
        """Return whether a file is a template to copy: outside of packages, in a folder named for that."""
        return file.parent not in self._packages and any(
            part.startswith(TEMPLATE_FOLDERS) for part in file.parent.parts[1:]
        )

    def untyped(self) -> list[str]:
        """List the modules of packages without py.typed and without stubs of their own.

        A module outside of any package can't have either. See https://peps.python.org/pep-0561/.
        """
        typed = {file.parent for file in self.all if file.name == "py.typed"}
        stubs = {
            file.parts[0].removesuffix("-stubs")
            for file in self.all
            if file.parts[0].endswith("-stubs")
        }
        return sorted(
            module
            for module, file in self.code.items()
            if not self._packages.isdisjoint(file.parents)
            and typed.isdisjoint(file.parents)
            and file.parts[0] not in stubs
        )

    def others(self) -> int:
        """Count the files besides the modules and the distribution's own metadata."""
        metadata = ".dist-info"
        known = {*self.code.values(), *self.mains.values()}
        return sum(
            1
            for file in self.all
            if file not in known and not file.parts[0].endswith(metadata)
        )
