"""Paths inside of a package, and texts that are joined to them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# Paths start at the folder that packages are installed in.
Values = frozenset["Located | str"]
NOTHING: Values = frozenset()
_MOST = 64


@dataclass(frozen=True)
class Located:
    """A path below the folder that packages are installed in."""

    path: str

    def joined(self, *parts: str) -> Located:
        """Append parts to the path."""
        return Located(posixpath.normpath(posixpath.join(self.path, *parts)))

    @property
    def parent(self) -> Located:
        """Return the folder. Above the folder of all packages, the path begins with ".."."""
        if self.path in ("", ".") or self.path.endswith(".."):
            return Located(posixpath.normpath(posixpath.join(self.path, "..")))
        return Located(posixpath.dirname(self.path))


def limited(values: Iterable[Located | str]) -> Values:
    """Limit the number of values, to the same ones in each run."""
    return frozenset(sorted(values, key=repr)[:_MOST])


def mapped(values: Values, change: Callable[[Located], Located]) -> Values:
    """Change each path."""
    return frozenset(change(value) for value in values if isinstance(value, Located))


def above(path: Located, steps: int) -> Located:
    """Return the folder some steps above."""
    return path if steps == 0 else above(path.parent, steps - 1)


def joined(left: Values, right: Values) -> Values:
    """Join each of these with each of those."""
    return limited(
        one.joined(other.lstrip("/"))
        if isinstance(one, Located)
        else posixpath.join(one, other)
        for one in left
        for other in right
        if isinstance(other, str)
    )


def appended(one: Located | str, other: Located | str) -> Located | str:
    """Append a text to a text or to the last part of a path."""
    if isinstance(other, Located):
        return other
    return (
        Located(posixpath.normpath(one.path + other))
        if isinstance(one, Located)
        else one + other
    )
