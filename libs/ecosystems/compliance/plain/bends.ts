import type { Bend, PlainAnswer, PlainRequest } from './plain-part.ts';

/** Bends one inside another: the first one meets the request first. */
export function bendAll(...bends: readonly Bend[]): Bend {
  return (request, plainly) =>
    bends.reduceRight<() => Promise<PlainAnswer | undefined>>(
      (inner, bend) => () => bend(request, inner),
      plainly,
    )();
}

/** Lets the requests that match be answered in this way. */
export function bendWhere(
  matches: (request: PlainRequest) => boolean,
  answer: (plain: PlainAnswer | undefined) => PlainAnswer | undefined,
): Bend {
  return async (request, plainly) => {
    const plain = await plainly();
    return matches(request) ? answer(plain) : plain;
  };
}

export interface LateUpload {
  isUpload(request: PlainRequest): boolean;
  /** A question for what is served of the package. */
  isListing(request: PlainRequest): boolean;
  /** What is answered while the upload is not seen. */
  readonly nothing: PlainAnswer;
  /** How many questions are answered so, after the last upload. */
  readonly looks: number;
  /** The answers to the uploads in their order, the first one stored; those after them are answered plainly. */
  readonly answers: readonly PlainAnswer[];
}

/** An upload that is stored, whose answer does not say so, and that is seen only after some looks. */
export function lateUpload({ isUpload, isListing, nothing, looks, answers }: LateUpload): Bend {
  let uploads = 0;
  let looked = 0;
  return async (request, plainly) => {
    if (isUpload(request)) {
      uploads += 1;
      looked = 0;
      const odd = answers[uploads - 1];
      if (odd === undefined) return plainly();
      if (uploads === 1) await plainly();
      return odd;
    }
    if (uploads === 0 || !isListing(request)) return plainly();
    looked += 1;
    return uploads >= answers.length && looked > looks ? plainly() : nothing;
  };
}

/** A file that answers 404 some times, though it is listed. */
export function lateFile(isFile: (request: PlainRequest) => boolean, times: number): Bend {
  let asked = 0;
  return async (request, plainly) => {
    if (!isFile(request)) return plainly();
    asked += 1;
    return asked > times ? plainly() : { status: 404 };
  };
}
