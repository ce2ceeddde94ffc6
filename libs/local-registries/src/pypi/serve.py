"""The process of devpi-server.

Its settings are the first line of its standard input, so that no secret is an argument. It ends when that
closes, because its parent closed it or died. It calls the functions of devpi's commands ``devpi-init`` and
``devpi-server`` in one process: a second interpreter would cost a second.
"""

import logging
import os
import secrets
import signal
import sys
import threading
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import devpi_server.config
import devpi_server.init
import devpi_server.main
from index_layout import lay_out
from pip_indexes import pip_indexes, use_pip_connection
from relay import use_relay
from server_plugin import Plugin
from server_settings import Settings

GRACE_SECONDS = 5

TUNING = [
    "--threads=16",
    "--request-timeout=15",
    "--restrict-modify=root",
    "--enable-core-metadata",
    # devpi stretches the key of the login tokens from a random secret, which is new at every start.
    # Stretching it adds no security, and with the standard parameters it takes longer than the rest of the
    # start.
    "--argon2-time-cost=1",
    "--argon2-memory-cost=8192",
    "--argon2-parallelism=1",
]


def end_with_standard_input() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(GRACE_SECONDS)
    os._exit(1)


def untyped(module: ModuleType) -> Any:
    """devpi declares types that are mostly absent."""
    return module


def serve(settings: Settings) -> None:
    config = untyped(devpi_server.config)
    indexes = pip_indexes()
    use_pip_connection()
    if settings.relay:
        use_relay(settings.relay)
    plugins = config.get_pluginmanager()
    plugins.register(Plugin(settings, indexes))
    # An empty configuration file replaces the one that the user may have for another server.
    folder = ["--configfile", os.devnull, "--serverdir", settings.server_folder]
    if not Path(settings.server_folder, ".nodeinfo").exists():
        # Nobody ever logs in as root, so its password is not kept. Hexadecimal, because an argument must not
        # begin with a hyphen.
        root = ["--no-root-pypi", "--root-passwd", secrets.token_hex(32)]
        untyped(devpi_server.init).init(plugins, ["devpi-init", *folder, *root])
    address = ["--host", "127.0.0.1", "--port", str(settings.port)]
    options = config.parseoptions(plugins, ["devpi-server", *folder, *address, *TUNING])
    xom = untyped(devpi_server.main).xom_from_config(options)
    with xom.keyfs.write_transaction():
        lay_out(xom.model, settings, indexes)
    xom.main()


if __name__ == "__main__":
    received = Settings.parse(sys.stdin.buffer.readline())
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s"
    )
    serve(received)
