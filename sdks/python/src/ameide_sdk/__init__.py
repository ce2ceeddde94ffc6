"""Client of the platform API.

`PlatformClient` and `AsyncPlatformClient` are where to begin. Messages are the generated ones;
a call that fails raises `PlatformError`.
"""

from connectrpc.code import Code

from ameide_sdk.client import AsyncPlatformClient, PlatformClient
from ameide_sdk.errors import PlatformError
from ameide_sdk.gen.ameide.platform.v1.organizations_pb import ErrorDetail, Organization

__all__ = ["AsyncPlatformClient", "Code", "ErrorDetail", "Organization", "PlatformClient", "PlatformError"]
