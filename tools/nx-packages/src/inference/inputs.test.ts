import { ecosystems } from '@ameideio/ecosystems';
import { expect, test } from 'vitest';
import { addressInputs } from './inputs.ts';

test.each(ecosystems)('$id: where packages come from is an input, a credential is none', (ecosystem) => {
  const inputs = addressInputs(ecosystem).map((input) =>
    typeof input === 'object' ? Object.values(input) : [],
  );
  const names = inputs.flat();
  const { variables } = ecosystem;
  const origins = variables.filter(
    ({ neededFor, holds }) => neededFor !== 'upload' && (holds === 'url' || holds === 'patterns'),
  );
  expect(names).toEqual(origins.map(({ name }) => name));
  expect(names.filter((name) => /UPSTREAM/.test(String(name)))).toHaveLength(1);
  expect(names.filter((name) => /TOKEN|USERNAME|PASSWORD/.test(String(name)))).toEqual([]);
});
