"""The contract's own server, in a process of its own."""

import json
import os
import subprocess
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import TypedDict
from urllib.request import ProxyHandler, Request, build_opener

contracts = Path(__file__).parents[3] / "libs/contracts"
server = contracts / "server/main.ts"
# A proxy of the machine's can't reach this loopback.
direct = build_opener(ProxyHandler({}))


class SeenCall(TypedDict):
    """What the server has seen of a call."""

    call: str
    userAgent: str
    timeoutMs: int | None


@dataclass(frozen=True)
class ContractPlatform:
    """A running server, and its rehearsals."""

    url: str
    token: str

    def rehearse(self, answers: Sequence[object]) -> None:
        """Say what becomes of the next calls."""
        self._rehearsal("PUT", json.dumps(answers).encode())

    def seen(self) -> list[SeenCall]:
        """The calls since then."""
        return self._rehearsal("GET", None)

    def _rehearsal(self, method: str, body: bytes | None) -> list[SeenCall]:
        headers = {"authorization": f"Bearer {self.token}"}
        request = Request(f"{self.url}/rehearsal", body, headers, method=method)
        with direct.open(request, timeout=10) as response:
            return json.load(response)


@contextmanager
def running(token: str) -> Generator[ContractPlatform]:
    """Run it until the block ends."""
    environment = {**os.environ, "PLATFORM_LISTEN": "127.0.0.1:0", "PLATFORM_TOKEN": token}
    with subprocess.Popen(
        ["node", server], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdin and process.stdout
        limit = Timer(30, process.kill)
        limit.start()
        try:
            line = process.stdout.readline()
            limit.cancel()
            assert line, f"{server} ended before it listened."
            yield ContractPlatform(json.loads(line)["listening"], token)
        finally:
            limit.cancel()
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
