"""The settings that the parent process sends."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    port: int
    server_folder: str
    upload_log: str
    publisher: str
    password: str
    internal: list[str]
    upstream_max_age_seconds: int
    relay: str | None = None
    """The proxy to the upstreams, which replaces the user's own."""

    @classmethod
    def parse(cls, line: bytes) -> "Settings":
        return cls(**json.loads(line))
