"""Paths inside of a package, and the texts that are joined to them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# The folder that packages are installed in, as a path: values below begin there.
Values = frozenset["Located | str"]
NOTHING: Values = frozenset()
_MOST = 64


@dataclass(frozen=True)
class Located:
    """A path below the folder that packages are installed in."""

    path: str

    def joined(self, *parts: str) -> Located:
        """The path of something below."""
        return Located(posixpath.normpath(posixpath.join(self.path, *parts)))

    @property
    def parent(self) -> Located:
        """The folder. Above the one that packages are installed in, the path begins with ".."."""
        if self.path in ("", ".") or self.path.endswith(".."):
            return Located(posixpath.normpath(posixpath.join(self.path, "..")))
        return Located(posixpath.dirname(self.path))


def limited(values: Iterable[Located | str]) -> Values:
    """Not too many of these, and the same ones in each run."""
    return frozenset(sorted(values, key=repr)[:_MOST])


def mapped(values: Values, change: Callable[[Located], Located]) -> Values:
    """What becomes of each path."""
    return frozenset(change(value) for value in values if isinstance(value, Located))


def above(path: Located, steps: int) -> Located:
    """The folder some steps above."""
    return path if steps == 0 else above(path.parent, steps - 1)


def joined(left: Values, right: Values) -> Values:
    """Each of these, with each of those names below."""
    return limited(
        one.joined(other.lstrip("/"))
        if isinstance(one, Located)
        else posixpath.join(one, other)
        for one in left
        for other in right
        if isinstance(other, str)
    )


def appended(one: Located | str, other: Located | str) -> Located | str:
    """A text or a path with more text behind it."""
    if isinstance(other, Located):
        return other
    return (
        Located(posixpath.normpath(one.path + other))
        if isinstance(one, Located)
        else one + other
    )
