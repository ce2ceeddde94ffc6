import type { Page } from 'playwright-core';

/** A node of the browser's own accessibility tree, which screen readers read. */
export interface AccessibleNode {
  readonly role: string;
  readonly name: string;
  readonly children: readonly AccessibleNode[];
}

/** The nodes of a page that have one of these roles, in reading order, each below its nearest ancestor among them. */
export async function accessibilityTree(page: Page, roles: readonly string[]): Promise<AccessibleNode[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const known = new Map(nodes.map((node) => [node.nodeId, node]));
  const read = (id: string): AccessibleNode[] => {
    const node = known.get(id);
    const children = (node?.childIds ?? []).flatMap(read);
    const role = String(node?.role?.value);
    if (node === undefined || node.ignored || !roles.includes(role)) return children;
    return [{ role, name: String(node.name?.value ?? ''), children }];
  };
  return nodes.filter(({ parentId }) => parentId === undefined).flatMap(({ nodeId }) => read(nodeId));
}
