"""The contract's own server, in a process of its own."""

import json
import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

server = Path(__file__).parents[3] / "libs/contracts/server/main.ts"


@contextmanager
def running(token: str) -> Generator[str]:
    """Run it until the block ends; gives the base URL."""
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
            yield json.loads(line)["listening"]
        finally:
            limit.cancel()
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
