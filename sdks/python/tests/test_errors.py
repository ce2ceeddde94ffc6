import pickle

from connectrpc.errors import ConnectError
from protobuf.wkt import Any

from ameide_sdk import Code, ErrorDetail, Organization, PlatformError


def test_it_keeps_code_message_and_the_details_that_the_contract_defines() -> None:
    detail = ErrorDetail(field="slug", reason="is taken")
    packed = [Any.pack(Organization(id="not a detail")), Any.pack(detail)]
    error = PlatformError.from_connect(ConnectError(Code.ALREADY_EXISTS, "slug: is taken", packed))
    assert (error.code, error.message, error.details) == (Code.ALREADY_EXISTS, "slug: is taken", (detail,))
    assert str(error) == "already_exists: slug: is taken"


def test_it_survives_pickling() -> None:
    error = PlatformError(Code.ABORTED, "changed", (ErrorDetail(field="organization.etag", reason="old"),))
    assert pickle.loads(pickle.dumps(error)).args == error.args
