"""Checks the sources of a distribution for imports that do not resolve, including those that run late."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackagePath

from .conditions import STANDARD, is_for_type_checkers
from .distribution_files import DistributionFiles
from .elsewhere import absent_here
from .finding import is_found, works
from .static_imports import Imported, StaticImports

# If a module uses one of these, its source does not show all of its names.
_MAKES_NAMES = {
    "globals",
    "exec",
    "setattr",
    "vars",
    "__dict__",
    "__getattr__",
    "modules",
}


@dataclass(frozen=True)
class Unresolved:
    """An import that does not resolve in this environment."""

    file: str
    line: int
    module: str
    """The importing module."""
    imported: str
    """The imported module, absolute if that is known."""
    text: str


class SourceCheck:
    """Checks the sources of one distribution, after its modules were imported as far as possible."""

    def __init__(self, files: DistributionFiles, skipped: Iterable[str]) -> None:
        """Take the files of the distribution and the modules to leave out."""
        self._files = files
        self._skipped = set(skipped)
        self._trees: dict[str, ast.Module] = {}
        self.unresolved: list[Unresolved] = []
        self.used: dict[str, set[str]] = {}
        """For each module, the modules that it imports."""
        self.third_parties: dict[str, str] = {}
        """The imported top-level modules, each with one place that imports it."""
        self.plugins: list[str] = []
        """The modules that define fixtures or hooks of pytest."""
        sources = {**files.code, **files.mains, **files.scripts()}
        self._sources = {
            name: file
            for name, file in sources.items()
            if (file.suffix == ".py" or "/" in name)
            and name not in self._skipped
            and not files.is_test(file)
        }
        for name, file in self._sources.items():
            tree = self._tree(name)
            if tree is not None:
                # Skips what is nested too deep for Python's own walk.
                with suppress(RecursionError):
                    self._check(name, file, tree)

    def _tree(self, module: str) -> ast.Module | None:
        """Parse a module's source; None if Python can't, which the import reports."""
        if module not in self._trees:
            try:
                self._trees[module] = ast.parse((self._sources[module]).read_binary())
            except (SyntaxError, ValueError, KeyError):
                return None
        return self._trees[module]

    def _check(self, module: str, file: PackagePath, tree: ast.Module) -> None:
        package = module if file.stem == "__init__" else module.rpartition(".")[0]
        place = module if "/" in module else str(file)
        imported = sys.modules.get(module)
        names = {**STANDARD, **vars(imported)} if imported is not None else STANDARD
        if _defines_plugin(tree):
            self.plugins.append(module)
        used = self.used.setdefault(module, set())
        for one in StaticImports(tree, package, names).found:
            used.update(self._own(one))
            absent = list(self._absent(one))
            if absent and not _runs(one):
                continue
            self.unresolved += [
                Unresolved(place, one.line, module, name, one.text) for name in absent
            ]
            if (
                one.module
                and not absent
                and (top := one.module.partition(".")[0]) not in sys.stdlib_module_names
            ):
                self.third_parties.setdefault(top, f"{place}:{one.line}")

    def _own(self, one: Imported) -> Iterator[str]:
        if one.module is None:
            return
        for name in [one.module, *(f"{one.module}.{name}" for name in one.names)]:
            if name in self._files.code:
                yield name

    def _absent(self, one: Imported) -> Iterator[str]:
        if one.module is None:
            yield one.text
        elif not is_found(one.module):
            if absent_here(one.module) is None:
                yield one.module
        elif one.module in self._files.code:
            for name in one.names:
                if name != "*" and not self._has_name(one.module, name):
                    yield f"{one.module}.{name}"

    def _has_name(self, module: str, name: str) -> bool:
        """Return whether `from module import name` works; true if that is unknown."""
        imported = sys.modules.get(module)
        if imported is None:
            return True
        try:
            if hasattr(imported, name):
                return True
        except BaseException:  # noqa: BLE001 - a module's own __getattr__ can raise anything
            return True
        tree = self._tree(module)
        return tree is None or is_found(f"{module}.{name}") or _may_define(tree, name)


def _runs(one: Imported) -> bool:
    """Return whether the conditions for an import to run are met."""
    fallback = all(
        any(not works(*target) for target in targets) for targets in one.if_missing
    )
    return fallback and all(works(*target) for target in one.if_found)


def _may_define(node: ast.AST, name: str) -> bool:
    """Return whether a module could get a name after its import, or on another platform."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and is_for_type_checkers(child.test):
            found = any(_may_define(one, name) for one in child.orelse)
        else:
            found = _defines(child, name) or _may_define(child, name)
        if found:
            return True
    return False


def _defines(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Global(names=names):
            return name in names
        case (
            ast.Name(id=word, ctx=ast.Store())
            | ast.FunctionDef(name=word)
            | ast.AsyncFunctionDef(name=word)
            | ast.ClassDef(name=word)
        ):
            return word == name
        case ast.alias(name=word, asname=other):
            return (other or word) == name
        case ast.Name(id=word) | ast.Attribute(attr=word):
            return word in _MAKES_NAMES
        case _:
            return False


def _defines_plugin(tree: ast.Module) -> bool:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("pytest_"):
                return True
            for decorator in node.decorator_list:
                function = (
                    decorator.func if isinstance(decorator, ast.Call) else decorator
                )
                if "fixture" in (
                    getattr(function, "attr", ""),
                    getattr(function, "id", ""),
                ):
                    return True
    return False
