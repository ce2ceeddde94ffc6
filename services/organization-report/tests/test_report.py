from datetime import UTC, datetime

from ameide_sdk import Organization
from protobuf.wkt import Timestamp

from organization_report.built_with import Sdk
from organization_report.report import markdown

sdk = Sdk("ameide-sdk", "1.2.3", "sha256:aa")


def test_it_counts_by_label_and_lists_all() -> None:
    since = Timestamp.from_datetime(datetime(2026, 3, 1, 23, 59, tzinfo=UTC))
    gold = {"plan": "gold", "region": "eu"}
    organizations = [
        Organization(slug="acme", display_name="Acme", labels=gold, create_time=since),
        Organization(slug="birch", display_name="Birch", labels={"plan": "gold"}, create_time=since),
        Organization(slug="cedar", display_name="Cedar"),
    ]
    assert markdown(organizations, sdk) == (
        "# Organizations\n\n"
        "In all: 3. Without a label: 1.\n\n"
        "| Label | Value | Organizations |\n"
        "| --- | --- | --- |\n"
        "| plan | gold | 2 |\n"
        "| region | eu | 1 |\n\n"
        "| Slug | Name | Labels | Since |\n"
        "| --- | --- | --- | --- |\n"
        "| acme | Acme | plan=gold, region=eu | 2026-03-01 |\n"
        "| birch | Birch | plan=gold | 2026-03-01 |\n"
        "| cedar | Cedar |  |  |\n\n"
        "Read with `ameide-sdk 1.2.3 sha256:aa`.\n"
    )


def test_a_name_can_not_break_the_table() -> None:
    name = "a|b\n| c <b>[d](e)"
    assert r"| x | a\|b \| c \<b\>\[d\](e) |  |  |" in markdown(
        [Organization(slug="x", display_name=name)], sdk
    )
