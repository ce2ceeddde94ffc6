"""What every call has in common, sync or async."""

from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from math import ceil
from typing import TypeVar

from connectrpc.errors import ConnectError
from connectrpc.request import RequestContext

from ameide_sdk.errors import PlatformError

Req = TypeVar("Req")
Res = TypeVar("Res")


def milliseconds(seconds: float | None) -> int | None:
    """A time limit as connectrpc takes it."""
    return None if seconds is None else ceil(seconds * 1000)


class CallPolicy:
    """Sends the token and the user agent, and turns Connect errors into `PlatformError`."""

    def __init__(self, token: str) -> None:
        """Fix the headers; raises PackageNotFoundError where the distribution is not installed."""
        # Checked here, since the HTTP client quotes a header that it refuses, token and all.
        if not token or not token.isascii() or not token.isprintable():
            raise ValueError("The token is empty or holds characters that an HTTP header can't.")
        self._headers = {
            "authorization": f"Bearer {token}",
            "user-agent": f"ameide-sdk-python/{version('ameide-sdk')}",
        }

    def intercept_unary_sync(
        self,
        call_next: Callable[[Req, RequestContext[Req, Res]], Res],
        request: Req,
        ctx: RequestContext[Req, Res],
    ) -> Res:
        """Connect's hook around a blocking call."""
        ctx.request_headers.update(self._headers)
        try:
            return call_next(request, ctx)
        except ConnectError as error:
            raise PlatformError.from_connect(error) from error

    async def intercept_unary(
        self,
        call_next: Callable[[Req, RequestContext[Req, Res]], Awaitable[Res]],
        request: Req,
        ctx: RequestContext[Req, Res],
    ) -> Res:
        """Connect's hook around an awaited call."""
        ctx.request_headers.update(self._headers)
        try:
            return await call_next(request, ctx)
        except ConnectError as error:
            # connectrpc turns a cancellation into an error, which would break asyncio.timeout and TaskGroup.
            if isinstance(error.__cause__, CancelledError):
                raise error.__cause__ from None
            raise PlatformError.from_connect(error) from error
