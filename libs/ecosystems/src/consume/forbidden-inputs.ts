import type { FoundError } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import { isWithin } from '../sources/is-within.ts';
import { listProjectSources } from '../sources/project-sources.ts';

/** The location of an SDK of the workspace. */
export interface SdkFolder {
  readonly project: string;
  /** From the workspace's root. */
  readonly root: string;
}

export interface ServiceFolders {
  readonly workspaceRoot: string;
  readonly project: string;
  /** From the workspace's root, as `inputs`. */
  readonly root: string;
  readonly inputs: readonly string[];
  readonly sdkFolders: readonly SdkFolder[];
  readonly statedOutputs: readonly string[] | undefined;
  readonly ecosystem: Pick<Ecosystem, 'links' | 'servicesStateOutputs'>;
}

/**
 * Finds inputs that let a service build an SDK from its sources. Such an input is part of an SDK, holds one, or has a
 * link that leads there. It also finds missing inputs, and outputs that no build would collect.
 */
export async function findForbiddenInputs(service: ServiceFolders): Promise<FoundError[]> {
  const { workspaceRoot, project, root, inputs, sdkFolders, ecosystem } = service;
  const sdkAt = (path: string): SdkFolder | undefined =>
    sdkFolders.find((sdk) => isWithin([sdk.root], path) || isWithin([path], sdk.root));
  const { files, followed, refused } = await listProjectSources(workspaceRoot, [root, ...inputs]);

  const named = inputs.flatMap((input): FoundError[] => {
    const sdk = sdkAt(input);
    if (sdk !== undefined)
      return [
        {
          code: 'SOURCE_FORBIDDEN',
          message: `workspace.json: the project "${project}" names in "inputs" ${input}, where the SDK ${sdk.project} has its sources (${sdk.root}). Services build against the registries alone: remove it.`,
        },
      ];
    const isThere =
      files.some((file) => isWithin([input], file.path)) ||
      refused.some(({ link }) => isWithin([input], link));
    return isThere
      ? []
      : [
          {
            code: 'WORKSPACE_INVALID',
            message: `workspace.json: the project "${project}" names in "inputs" ${input}, of which git has no file. Correct it, or let git have it.`,
          },
        ];
  });
  const leading = followed.flatMap(({ link, text, ways }): FoundError[] => {
    const sdk = ways.map(sdkAt).find((found) => found !== undefined);
    return sdk === undefined
      ? []
      : [
          {
            code: 'SOURCE_FORBIDDEN',
            message: `${link}:1 is a symbolic link to ${text}, where the SDK ${sdk.project} has its sources (${sdk.root}). Services build against the registries alone: remove it.`,
          },
        ];
  });
  const lost = (ecosystem.links === 'followed' ? refused : []).map(
    ({ link, text, fault }): FoundError => ({
      code: 'LINK_NOT_FOLLOWED',
      message: `${link} is a symbolic link to ${text} and ${fault}, so no copy of the service can hold it. Let it lead to a file that git has in this workspace, or remove it.`,
    }),
  );
  const unused: FoundError[] =
    service.statedOutputs === undefined || ecosystem.servicesStateOutputs
      ? []
      : [
          {
            code: 'WORKSPACE_INVALID',
            message: `workspace.json: the project "${project}" states "outputs", but its client alone decides what the build of such a service leaves. Remove the field.`,
          },
        ];
  return [...named, ...unused, ...leading, ...lost];
}
