import { readBufTemplate } from '../../contract/buf-template.ts';
import { checkGenerated } from '../../contract/generate.ts';
import { type CommandsOptions, runCommands } from '../commands/executor.ts';
import { targetExecutor } from '../run-target.ts';

/** Runs an SDK's own linters, then checks that its generated code is what the generators write from the contract. */
export default targetExecutor<CommandsOptions>(async (options, target) => {
  const { folder, project, log } = target;
  await runCommands(options, target);
  const template = await readBufTemplate(folder);
  if (template !== undefined) await checkGenerated(project.name, folder, template, log);
});
