"""What the parent process says about this server."""

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
    """The proxy by which the upstreams are asked in place of the user's own."""

    @classmethod
    def parse(cls, line: bytes) -> "Settings":
        return cls(**json.loads(line))
