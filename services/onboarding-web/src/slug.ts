const longest = 40;
const attempts = 9;

/** Slugs for an organization of this name, the best first: `acme`, `acme-2`, `acme-3`, … */
export function slugsFor(name: string): string[] {
  const words = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const plain = words.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  const slug = plain.length < 3 ? `org-${plain || 'new'}` : plain;
  return Array.from({ length: attempts }, (_, index) => {
    const suffix = index === 0 ? '' : `-${index + 1}`;
    return slug.slice(0, longest - suffix.length) + suffix;
  });
}
