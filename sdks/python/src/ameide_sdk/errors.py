"""What a failed call raises."""

from typing import Self

from connectrpc.code import Code
from connectrpc.errors import ConnectError

from ameide_sdk.gen.ameide.platform.v1.organizations_pb import ErrorDetail


class PlatformError(Exception):
    """A call failed: refused by the platform, timed out (`DEADLINE_EXCEEDED`) or not sent (`UNAVAILABLE`).

    Attributes:
        code: The Connect code, such as `Code.NOT_FOUND`.
        message: The sentence that came with it.
        details: Which fields of the request were refused and why; empty where none is to blame.
    """

    def __init__(self, code: Code, message: str, details: tuple[ErrorDetail, ...] = ()) -> None:
        """Keep the arguments as they are, so that the error can be copied and pickled."""
        super().__init__(code, message, details)
        self.code = code
        self.message = message
        self.details = details

    def __str__(self) -> str:
        """The code and the message, in one line."""
        return f"{self.code.value}: {self.message}"

    @classmethod
    def from_connect(cls, error: ConnectError) -> Self:
        """Take over a Connect error, without the details that this contract does not define."""
        unpacked = (detail.value(ErrorDetail) for detail in error.details)
        return cls(error.code, error.message, tuple(detail for detail in unpacked if detail))
