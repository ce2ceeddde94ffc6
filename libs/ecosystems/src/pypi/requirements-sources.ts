import { parseRequirement } from './requirement.ts';
import type { Finding } from './tool-sources.ts';

const OPTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(-e\b|--editable\b)/, 'installs an editable folder'],
  [/^(-f\b|--find-links\b)/, 'looks for packages in another place (--find-links)'],
  [/^(-i\b|--index-url\b|--extra-index-url\b|--no-index\b)/, 'sets its own index'],
  [/^(\.{0,2}[/\\]|[a-z]:\\|[a-z+]+:)/i, 'installs from a path or an address'],
  [/^\S+\.(whl|tar\.gz|zip)$/, 'installs a file'],
];

/**
 * Finds lines of a requirements file that name a source.
 * @see https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
export function findRequirementsSources(text: string): Finding[] {
  return text.split('\n').flatMap((raw, index): Finding[] => {
    const line = index + 1;
    const content = raw
      .replace(/(^|\s)#.*$/, '')
      .replace(/\s*\\?\s*$/, '')
      .trimStart();
    const option = OPTIONS.find(([pattern]) => pattern.test(content));
    if (option !== undefined) return [{ line, reason: option[1] }];
    const requirement = parseRequirement(content.replace(/\s--hash=.*$/, ''));
    return requirement?.url === undefined
      ? []
      : [{ line, reason: `takes ${requirement.name} from a direct reference` }];
  });
}

/** Finds lines of a pip.conf that set an index. */
export function findPipConfigSources(text: string): Finding[] {
  return text.split('\n').flatMap((content, index): Finding[] => {
    const [, key] = /^\s*(find-links|index-url|extra-index-url)\s*[=:]/.exec(content) ?? [];
    return key === undefined ? [] : [{ line: index + 1, reason: `sets "${key}"` }];
  });
}
