"""Shows the calls of the asyncio client: the same ones, awaited."""

import asyncio
import os

from ameide_sdk import AsyncPlatformClient


async def main(url: str, token: str) -> None:
    """Create two organizations at once, list them, delete them."""
    async with AsyncPlatformClient(url, token=token, timeout=10) as client, asyncio.timeout(60):
        names = {"acme": "Acme", "birch": "Birch"}
        await asyncio.gather(*(client.organizations.create(slug, name) for slug, name in names.items()))

        async for organization in client.organizations.list():
            print(organization.slug, organization.display_name)
            await client.organizations.delete(organization.id)


asyncio.run(main(os.environ["PLATFORM_URL"], os.environ["PLATFORM_TOKEN"]))
