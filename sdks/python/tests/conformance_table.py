"""The cases that every SDK passes alike; `libs/contracts/README.md` describes them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contract_platform import contracts

# A case that says what these classes do not have can't be read, and so fails.


@dataclass(kw_only=True)
class Client:
    """What differs from a client with the right address and token."""

    token: str | None = None
    base_url: str | None = None


@dataclass(kw_only=True)
class Outcome:
    """What comes of a case."""

    calls: int = 0
    organization: dict[str, object] | None = None
    organizations: list[str] | None = None
    error: dict[str, Any] | None = None
    refused: str | None = None


@dataclass(kw_only=True)
class Case:
    """One case."""

    name: str
    call: str
    input: dict[str, Any]
    expect: Outcome
    client: Client = field(default_factory=Client)
    save: str | None = None
    take: int | None = None
    timeout_ms: int | None = None
    cancel: bool = False
    platform: list[object] = field(default_factory=list[object])


raw_cases: list[dict[str, Any]] = json.loads((contracts / "conformance.json").read_text("utf-8"))["cases"]


def read(raw: Mapping[str, Any], saved: Mapping[str, str]) -> Case:
    """A case, with what earlier ones have saved in the place of its references."""
    text = json.dumps(raw)
    for reference, value in saved.items():
        text = text.replace(f"{{{reference}}}", value)
    values = json.loads(text)
    expect, client = Outcome(**values.pop("expect")), Client(**values.pop("client", {}))
    return Case(**values, expect=expect, client=client)
