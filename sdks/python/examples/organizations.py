"""Shows the calls of the blocking client."""

import os

from ameide_sdk import Code, PlatformClient, PlatformError

url, token = os.environ["PLATFORM_URL"], os.environ["PLATFORM_TOKEN"]

with PlatformClient(url, token=token, timeout=10) as client:  # seconds, for each call
    acme = client.organizations.create("acme", "Acme", labels={"plan": "gold"})
    client.organizations.update(acme.id, display_name="Acme Ltd", etag=acme.etag)

    for organization in client.organizations.list(page_size=50):  # fetches pages as it gets there
        print(organization.slug, organization.display_name)  # acme Acme Ltd

    try:
        client.organizations.create("acme", "Another", timeout=1)
    except PlatformError as error:
        if error.code is not Code.ALREADY_EXISTS:
            raise
        for detail in error.details:
            print(detail.field, detail.reason)  # slug is taken

    client.organizations.delete(acme.id)
