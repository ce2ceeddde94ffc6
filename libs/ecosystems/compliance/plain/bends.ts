import type { Bend, PlainAnswer, PlainRequest } from './plain-part.ts';

/** Nests bends: the first one receives the request first. */
export function bendAll(...bends: readonly Bend[]): Bend {
  return (request, answerPlainly) =>
    bends.reduceRight<() => Promise<PlainAnswer | undefined>>(
      (inner, bend) => () => bend(request, inner),
      answerPlainly,
    )();
}

/** Replaces the answers to matching requests. */
export function bendWhere(
  matches: (request: PlainRequest) => boolean,
  answer: (plain: PlainAnswer | undefined) => PlainAnswer | undefined,
): Bend {
  return async (request, answerPlainly) => {
    const plain = await answerPlainly();
    return matches(request) ? answer(plain) : plain;
  };
}

export interface LateUpload {
  isUpload(request: PlainRequest): boolean;
  /** Whether a request asks which files of the package are served. */
  isListing(request: PlainRequest): boolean;
  /** The answer as long as the upload is invisible. */
  readonly nothing: PlainAnswer;
  /** The number of requests that get this answer after the last upload. */
  readonly looks: number;
  /** The answers to the uploads, in order. The first upload is stored; those after the list get plain answers. */
  readonly answers: readonly PlainAnswer[];
}

/** Stores an upload, but answers as if it did not, and shows it only after some looks. */
export function lateUpload({ isUpload, isListing, nothing, looks, answers }: LateUpload): Bend {
  let uploads = 0;
  let looked = 0;
  return async (request, answerPlainly) => {
    if (isUpload(request)) {
      uploads += 1;
      looked = 0;
      const odd = answers[uploads - 1];
      if (odd === undefined) return answerPlainly();
      if (uploads === 1) await answerPlainly();
      return odd;
    }
    if (uploads === 0 || !isListing(request)) return answerPlainly();
    looked += 1;
    return uploads >= answers.length && looked > looks ? answerPlainly() : nothing;
  };
}

/** Answers 404 a few times for a listed file. */
export function lateFile(isFile: (request: PlainRequest) => boolean, times: number): Bend {
  let asked = 0;
  return async (request, answerPlainly) => {
    if (!isFile(request)) return answerPlainly();
    asked += 1;
    return asked > times ? answerPlainly() : { status: 404 };
  };
}
