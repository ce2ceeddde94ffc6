"""The clients: a connection to one platform and the services that it offers."""

from typing import Self
from urllib.parse import urlsplit

from pyqwest import Client, HTTPTransport, SyncClient, SyncHTTPTransport

from ameide_sdk.call_policy import CallPolicy, milliseconds
from ameide_sdk.gen.ameide.platform.v1.organizations_connect import (
    OrganizationServiceClient,
    OrganizationServiceClientSync,
)
from ameide_sdk.organizations import AsyncOrganizations, Organizations


class PlatformClient:
    """A blocking client. Leave its `with` block, or call `close`, to release its connections.

    Attributes:
        organizations: The calls of the organization service.
    """

    def __init__(self, base_url: str, *, token: str, timeout: float | None = None) -> None:
        """Connects with the first call, not here.

        Args:
            base_url: Where the platform is, such as `https://platform.example`.
            token: Sent as `authorization: Bearer …` with every call.
            timeout: Seconds that a call may take which states no limit itself; None sets none.

        Raises:
            ValueError: The address or the token can't be used.
        """
        self._transport = SyncHTTPTransport(tls_include_system_certs=True)
        self.organizations = Organizations(
            OrganizationServiceClientSync(
                _address(base_url),
                timeout_ms=milliseconds(timeout),
                interceptors=[CallPolicy(token)],
                http_client=SyncClient(self._transport),
            )
        )

    def close(self) -> None:
        """Close the connections; no call can be made afterwards."""
        self._transport.close()

    def __enter__(self) -> Self:
        """The client itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self.close()


class AsyncPlatformClient:
    """`PlatformClient` for asyncio: the same services, their calls awaited.

    Attributes:
        organizations: The calls of the organization service.
    """

    def __init__(self, base_url: str, *, token: str, timeout: float | None = None) -> None:
        """As `PlatformClient`."""
        self._transport = HTTPTransport(tls_include_system_certs=True)
        self.organizations = AsyncOrganizations(
            OrganizationServiceClient(
                _address(base_url),
                timeout_ms=milliseconds(timeout),
                interceptors=[CallPolicy(token)],
                http_client=Client(self._transport),
            )
        )

    async def close(self) -> None:
        """Close the connections; no call can be made afterwards."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        """The client itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections."""
        await self.close()


def _address(base_url: str) -> str:
    parts = urlsplit(base_url)
    unusable = parts.username is not None or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or not parts.hostname or unusable:
        # Not quoted, since it may hold a password.
        raise ValueError("The base URL must be like https://platform.example, without credentials or query.")
    return base_url.rstrip("/")
