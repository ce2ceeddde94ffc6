"""Finds out whether a name can be imported here, without running modules if possible."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder


@cache
def is_found(module: str) -> bool:
    """Return whether a module exists; a third party's package is run only if nothing else can tell."""
    if module in sys.modules:
        return True
    if _spec(module) is not None:
        return True
    if "." not in module or not is_found(module.rpartition(".")[0]):
        return False
    # A package may create its submodules when it runs.
    error = _import_error(module)
    return not isinstance(error, ModuleNotFoundError) or error.name not in (
        module,
        None,
    )


@cache
def works(module: str, name: str | None) -> bool:
    """Return whether `import module`, or `from module import name`, works, as a `try` would."""
    if not is_found(module) or _import_error(module) is not None:
        return False
    if name in (None, "*"):
        return True
    try:
        found = hasattr(sys.modules[module], name)
    except BaseException:  # noqa: BLE001 - a module's own __getattr__ can raise anything
        return False
    return found or works(f"{module}.{name}", None)


def _import_error(module: str) -> BaseException | None:
    try:
        importlib.import_module(module)
    except BaseException as error:  # noqa: BLE001 - a module can raise anything
        return error
    return None


def _spec(module: str) -> ModuleSpec | None:
    parent, _, _ = module.rpartition(".")
    try:
        if not parent:
            return importlib.util.find_spec(module)
        above = sys.modules.get(parent)
        path = getattr(above, "__path__", None) if above is not None else None
        if path is None:
            spec = _spec(parent)
            path = spec.submodule_search_locations if spec is not None else None
        return PathFinder.find_spec(module, path) if path is not None else None
    except (ImportError, ValueError, AttributeError):
        return None
