import { PackagesError } from '@ameideio/version-manifest';

/** Waits for all promises and reports every refusal: one error with a line for each, under the code of the first. */
export async function settleAll<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(work);
  const reasons = settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  const refusals = reasons.filter((reason) => reason instanceof PackagesError);
  const [first, second] = refusals;
  if (refusals.length < reasons.length) throw reasons.find((reason) => !(reason instanceof PackagesError));
  if (first !== undefined && second === undefined) throw first;
  if (first !== undefined)
    throw new PackagesError(first.code, refusals.map(({ message }) => message).join('\n'), {
      cause: new AggregateError(refusals),
    });
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
