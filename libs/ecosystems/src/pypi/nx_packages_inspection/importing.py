"""Imports modules, loads entry points, and explains failures."""

from __future__ import annotations

import importlib
import importlib.util
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import EntryPoint
from pathlib import Path

from .elsewhere import is_raised_on_purpose, platform_reason

SCRIPTS = ("console_scripts", "gui_scripts")


@dataclass(frozen=True)
class Failure:
    """Why a module or an entry point can't be imported."""

    error: str
    missing: list[str]
    """The modules that were not found, the last one first."""
    elsewhere: str | None
    """Why it need not work here; None if it must."""
    asked_by: str | None
    """The file that caught a module's absence and raised its own error asking for it."""

    def report(self, module_of: Mapping[str, str]) -> dict[str, object]:
        """Return the failure for JSON, with module names for file paths."""
        return asdict(replace(self, asked_by=module_of.get(self.asked_by or "")))


def import_failure(module: str) -> Failure | None:
    """Import a module; None if that works."""
    try:
        importlib.import_module(module)
    except BaseException as error:  # noqa: BLE001 - a module can raise anything, SystemExit too
        return _failure(error)
    return None


def shadow_failure(module: str, file: Path) -> Failure | None:
    """Return whether another module of this name comes first, as those of the standard library do."""
    spec = importlib.util.find_spec(module)
    if (
        spec is None
        or spec.origin is None
        or Path(spec.origin).resolve() == file.resolve()
    ):
        return None
    return Failure(f"{spec.origin} is imported in its place", [], None, None)


def load_failure(entry_point: EntryPoint) -> Failure | None:
    """Load the target of an entry point, as its program does; a command must be callable too."""
    try:
        loaded = entry_point.load()
    except BaseException as error:  # noqa: BLE001 - as above
        return _failure(error)
    if entry_point.group in SCRIPTS and not callable(loaded):
        return Failure(
            f"{entry_point.value} is no function, so no command can call it",
            [],
            None,
            None,
        )
    return None


def _failure(error: BaseException) -> Failure:
    chain = list(_chain(error))
    missing = [
        one.name for one in chain if isinstance(one, ModuleNotFoundError) and one.name
    ]
    asked_by = None
    if (
        missing
        and chain[0] is not _first_missing(chain)
        and is_raised_on_purpose(error)
    ):
        frames = traceback.extract_tb(error.__traceback__)
        asked_by = next(
            (frame.filename for frame in reversed(frames) if frame.name == "<module>"),
            None,
        )
    return Failure(
        f"{type(error).__name__}: {error}",
        list(dict.fromkeys(missing)),
        platform_reason(error),
        asked_by,
    )


def _first_missing(chain: list[BaseException]) -> BaseException | None:
    return next(
        (one for one in chain if isinstance(one, ModuleNotFoundError) and one.name),
        None,
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those that led to it."""
    seen: set[int] = set()
    next_one: BaseException | None = error
    while next_one is not None and id(next_one) not in seen:
        seen.add(id(next_one))
        yield next_one
        next_one = next_one.__cause__ or next_one.__context__
