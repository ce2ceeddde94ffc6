// `npm run bench` measures what the pipeline costs: ratios of medians of several rounds, in one run, with the same packages
// and registries. The machine should do nothing else meanwhile.
import { cloneWorkspace } from '../test/e2e/clone.ts';
import { serve } from '../test/e2e/registries.ts';
import { artifactTimes } from './one-artifact.ts';
import { type PipelineTimes, pipelineTimes } from './pipeline.ts';

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

const ratio = (what: string, measured: number, against: number, wanted: number): void => {
  const value = measured / against;
  console.log(
    `${value <= wanted ? '✔' : '✖'} ${value.toFixed(2)} (to reach: ${wanted}) ${what}: ${seconds(measured)} against ${seconds(against)}`,
  );
};

for (const { ecosystem, published, curl } of await artifactTimes()) {
  ratio(`one ${ecosystem} artifact, against an upload and a download with curl`, published, curl, 1.5);
}
const times = await inClone();
ratio(
  'publish and smoke above what Nx takes, against the plain clients',
  times.published - times.publishedNoOp,
  times.plainClients,
  0.5,
);
ratio('nothing changed, against Nx with tasks that do nothing', times.unchanged, times.unchangedNoOp, 1.25);
console.log(
  `(publish and smoke ${seconds(times.published)}; Nx with as many tasks that do nothing ${seconds(times.publishedNoOp)})`,
);

async function inClone(): Promise<PipelineTimes> {
  const clone = await cloneWorkspace();
  try {
    const registries = await serve(clone);
    try {
      return await pipelineTimes(clone, registries);
    } finally {
      await registries.stop();
    }
  } finally {
    await clone.remove();
  }
}
