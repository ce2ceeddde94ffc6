"""Reads the user's package indexes with pip's own option parser, from files, variables and defaults."""

import os
import ssl
from base64 import b64encode
from dataclasses import dataclass
from optparse import Values
from urllib.parse import unquote, urlsplit, urlunsplit

from pip._internal.commands import create_command
from requests.utils import get_netrc_auth


@dataclass(frozen=True)
class PipIndex:
    url: str
    authorization: str | None
    """The header for the user's credentials. It is never part of the URL, which devpi stores and shows."""

    @classmethod
    def parse(cls, url: str) -> "PipIndex":
        parts = urlsplit(url)
        _, at, host = parts.netloc.rpartition("@")
        bare = urlunsplit(
            parts._replace(netloc=host, path=parts.path.rstrip("/") + "/")
        )
        if at:
            credentials = (unquote(parts.username or ""), unquote(parts.password or ""))
        else:
            credentials = get_netrc_auth(bare)
        return cls(
            bare,
            credentials
            and "Basic " + b64encode(":".join(credentials).encode()).decode(),
        )


def pip_indexes() -> list[PipIndex]:
    options = pip_install_options()
    urls = [] if options.no_index else [options.index_url, *options.extra_index_urls]
    return [PipIndex.parse(url) for url in urls]


def use_pip_connection() -> None:
    """devpi asks its upstreams with httpx, which reads proxy and certificates from these variables."""
    options = pip_install_options()
    if options.proxy:
        os.environ["HTTP_PROXY"] = os.environ["HTTPS_PROXY"] = options.proxy
    authorities = (
        options.cert
        or os.environ.get("REQUESTS_CA_BUNDLE")
        or os.environ.get("CURL_CA_BUNDLE")
    )
    authorities = authorities or ssl.get_default_verify_paths().cafile
    if authorities:
        os.environ["REQUESTS_CA_BUNDLE"] = authorities


def pip_install_options() -> Values:
    options, _ = create_command("install").parser.parse_args([])
    return options
