import type { FieldFault } from './refusal.ts';

export function slugFaults(field: string, slug: string): FieldFault[] {
  if (/^[a-z0-9-]{3,40}$/.test(slug)) return [];
  return [{ field, reason: 'must be 3 to 40 lower-case letters, digits and hyphens' }];
}

export function displayNameFaults(field: string, name: string): FieldFault[] {
  // Characters are code points, as they are in Go and Python; `length` counts an emoji twice.
  const characters = [...name].length;
  if (characters >= 1 && characters <= 100) return [];
  return [{ field, reason: 'must be 1 to 100 characters' }];
}

export const largestPage = 100;

export function pageSizeFaults(field: string, size: number): FieldFault[] {
  if (size >= 0 && size <= largestPage) return [];
  return [{ field, reason: `must be 1 to ${largestPage}, or 0 for the server's choice` }];
}

const changeable = ['display_name', 'labels'];

export function updateMaskFaults(field: string, paths: string[]): FieldFault[] {
  const reason = `must name at least one of ${changeable.join(', ')}, and nothing else`;
  return paths.length > 0 && paths.every((path) => changeable.includes(path)) ? [] : [{ field, reason }];
}
