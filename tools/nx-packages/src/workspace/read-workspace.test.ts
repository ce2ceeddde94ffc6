import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWorkspace, type WorkspaceProject } from './read-workspace.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'read-workspace-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SDK = { root: 'sdks/ts', tags: ['type:sdk'] };

/** Reads a list of the one project `web`. */
const read = (entry: object): Promise<WorkspaceProject[]> =>
  readText(JSON.stringify({ version: 2, projects: { web: entry } }));

async function readText(text: string): Promise<WorkspaceProject[]> {
  await writeFile(path.join(folder, 'workspace.json'), text);
  return readWorkspace(folder);
}

test('an entry has its paths from the root, in one spelling', async () => {
  const outputs = ['{projectRoot}/lib', '{workspaceRoot}/sdks/ts/esm/**/*.js', '!{projectRoot}/**/*.map'];
  const inputs = ['./tsconfig.base.json', 'libs/shared/', '.npmrc'];
  const [project] = await read({ ...SDK, root: 'sdks/ts/', inputs, outputs });
  expect(project).toMatchObject({
    name: 'web',
    root: 'sdks/ts',
    type: 'sdk',
    extraInputs: ['tsconfig.base.json', 'libs/shared', '.npmrc'],
    outputs,
  });
  expect(await read(SDK)).toMatchObject([{ extraInputs: [], outputs: undefined }]);
  expect(await read({ ...SDK, root: 'a', outputs: [] })).toMatchObject([{ root: 'a', outputs: [] }]);
});

test.each<[object, string]>([
  [
    { ...SDK, root: '/sdk' },
    `in the project "web", the field "root" is not valid: it must be a path from the workspace's root`,
  ],
  [{ ...SDK, root: '../sdk' }, 'the field "root" is not valid'],
  [{ ...SDK, root: '.' }, 'the field "root" is not valid'],
  [{ ...SDK, inputs: ['ok', 'a/../../b'] }, 'in the project "web", the field "inputs.1" is not valid'],
  [{ ...SDK, inputs: ['{workspaceRoot}/x'] }, 'the field "inputs.0" is not valid'],
  [{ ...SDK, inputs: 'x' }, 'in the project "web", the field "inputs" is not valid'],
  [
    { ...SDK, input: [] },
    'in the project "web", the field "input" is unknown. The fields are root, tags, inputs, outputs,',
  ],
  [{ ...SDK, smoke: { skipp: {} } }, 'in the project "web", the field "smoke.skipp" is unknown.'],
  [{ root: 'a' }, 'in the project "web", the field "tags" is not valid'],
  [{ ...SDK, tags: [] }, 'in the project "web", the field "tags" must have exactly one of type:sdk, '],
  [
    { ...SDK, outputs: ['dist'] },
    'in the project "web", the field "outputs.0" is "dist", but an output begins with {projectRoot}/ or',
  ],
  [
    { ...SDK, outputs: ['{projectRoot}'] },
    'the field "outputs.0" is "{projectRoot}", but that is the whole project',
  ],
  [
    { ...SDK, outputs: ['{projectRoot}/a', '{workspaceRoot}/dist/web'] },
    'the field "outputs.1" is "{workspaceRoot}/dist/web", but "build" of an SDK or a service must write below its own folder, {projectRoot} (sdks/ts).',
  ],
  [{ ...SDK, outputs: ['{projectRoot}/../b'] }, 'must write below its own folder'],
  [{ ...SDK, outputs: ['{options.outputPath}'] }, 'an output begins with {projectRoot}/ or'],
])('of %j the project and the field are named in one sentence', async (entry, sentence) => {
  const error: unknown = await read(entry).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'WORKSPACE_INVALID' });
  const [, message = ''] = /^PackagesError: (.*)$/s.exec(String(error)) ?? [];
  expect(message).toContain(`workspace.json: ${sentence.startsWith('in the project') ? sentence : ''}`);
  expect(message).toContain(sentence);
});

test.each([
  ['{"version": 3, "projects": {}}', 'workspace.json: the field "version" is not valid: it must be 2.'],
  ['{"version": 2}', 'workspace.json: the field "projects" is not valid'],
  ['{"version": 2, "projects": {}, "more": 1}', 'workspace.json: the field "more" is unknown.'],
  [
    JSON.stringify({ version: 2, projects: { 'a web': SDK } }),
    'the project "a web" has a name that can\'t be used: a name is made of',
  ],
  ['{', "workspace.json can't be read"],
])('%s is refused', async (text, message) => {
  const error: unknown = await readText(text).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'WORKSPACE_INVALID', message: expect.stringContaining(message) });
});

test('all that is wrong is named at once, a line each', async () => {
  const error: unknown = await read({ root: '/a', tags: 1, inputs: ['/b'] }).catch(
    (thrown: unknown) => thrown,
  );
  expect(String(error).split('\n')).toHaveLength(3);
});

test('a tool may write wherever in the workspace', async () => {
  const tool = { root: 'tools/a', tags: ['type:tool'], outputs: ['{workspaceRoot}/dist/a'] };
  expect(await read(tool)).toMatchObject([{ outputs: tool.outputs }]);
});
