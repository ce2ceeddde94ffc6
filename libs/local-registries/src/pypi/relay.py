"""Uses the relay, a counting proxy before the user's own proxies."""

import json
import os
from base64 import urlsafe_b64encode
from urllib.parse import urlsplit
from urllib.request import getproxies_environment


def use_relay(relay: str) -> None:
    """Replace the proxies by the relay, whose address carries them in its password."""
    found = getproxies_environment()
    proxies = {
        "http": found.get("http", found.get("all")),
        "https": found.get("https", found.get("all")),
        "no": found.get("no"),
    }
    told = json.dumps({name: value for name, value in proxies.items() if value})
    password = urlsafe_b64encode(told.encode()).decode().rstrip("=")
    parts = urlsplit(relay)
    address = f"http://{parts.username}:{password}@{parts.hostname}:{parts.port}"
    os.environ |= {"HTTP_PROXY": address, "HTTPS_PROXY": address, "NO_PROXY": ""}
    for name in ("http_proxy", "https_proxy", "no_proxy"):
        os.environ.pop(name, None)
