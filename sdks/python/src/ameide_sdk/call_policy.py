"""What every call has in common, sync or async."""

from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from math import ceil
from typing import TypeVar

from connectrpc.code import Code
from connectrpc.errors import ConnectError
from connectrpc.request import RequestContext

from ameide_sdk.errors import PlatformError

Req = TypeVar("Req")
Res = TypeVar("Res")


# The Connect protocol states a time limit in ten digits, which are 115 days.
LONGEST = 9_999_999_999


def milliseconds(seconds: float | None) -> int | None:
    """A time limit as connectrpc takes it; one that can't be stated is as good as the longest."""
    return None if seconds is None else ceil(min(seconds * 1000, LONGEST))


def _platform_error(error: ConnectError) -> PlatformError:
    # connectrpc says UNAVAILABLE also of what it could not send, since no message holds it.
    if isinstance(error.__cause__, (OverflowError, TypeError, UnicodeEncodeError)):
        return PlatformError(Code.INVALID_ARGUMENT, error.message)
    return PlatformError.from_connect(error)


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
            raise _platform_error(error) from error

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
            raise _platform_error(error) from error
