import { expect, it } from 'vitest';
import { parseToml } from './toml.ts';
import { findUvLockSources } from './uv-lock-sources.ts';

it('finds what is locked from elsewhere than an index, save the project itself', () => {
  const text = `version = 1
[[package]]
name = "service"
source = { editable = "." }
[[package]]
name = "b"
source = { registry = "https://host/simple" }
[[package]]
name = "c"
source = { directory = "../c" }
[[package]]
name = "d"
source = { editable = "../d" }
[[package]]
name = "e"
source = { git = "https://host/e" }
`;
  expect(findUvLockSources(parseToml('uv.lock', text)).map(({ line, reason }) => [line, reason])).toEqual([
    [10, 'locks c by "directory"'],
    [13, 'locks d by "editable"'],
    [16, 'locks e by "git"'],
  ]);
});
