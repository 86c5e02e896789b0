/** For how long one look at all parts answers everybody who asks. */
const freshMs = 5000;
const partLimitMs = 2000;

/** What is wrong with a part in our own words, which name no host, port or user: anybody may read them. */
export class PartFault extends Error {
  override readonly name = 'PartFault';
}

export type Standing = { status: 'ok' | 'degraded' | 'unavailable'; parts: Record<string, string> };
type Checks = Record<string, () => Promise<unknown>>;
type Found = { name: string; fault: unknown };

/**
 * Makes the function that tells how the parts are: looked at once for all who ask within five seconds. `needed`: the parts
 * without which nothing can be accepted. `inFull`: drivers' own words as well, for an operator.
 */
export const createStanding = (checks: Checks, needed: string[]): ((inFull: boolean) => Promise<Standing>) => {
  let last: { at: number; found: Promise<Found[]> } | undefined;

  return async (inFull) => {
    if (!last || Date.now() - last.at >= freshMs) {
      const looks = Object.entries(checks).map(async ([name, check]) => ({ name, fault: await faultOf(check) }));
      last = { at: Date.now(), found: Promise.all(looks) };
    }
    const found = await last.found;
    const faults = found.filter(({ fault }) => fault !== undefined);
    const ready = faults.every(({ name }) => !needed.includes(name));
    return {
      status: faults.length === 0 ? 'ok' : ready ? 'degraded' : 'unavailable',
      parts: Object.fromEntries(found.map(({ name, fault }) => [name, describe(fault, inFull)])),
    };
  };
};

const faultOf = async (check: () => Promise<unknown>): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PartFault(`no answer within ${partLimitMs} ms`)), partLimitMs);
  });
  try {
    await Promise.race([check(), late]);
    return undefined;
  } catch (error) {
    return error ?? new PartFault('failed');
  } finally {
    clearTimeout(timer);
  }
};

const describe = (fault: unknown, inFull: boolean): string => {
  if (fault === undefined) return 'ok';
  if (!(fault instanceof Error)) return 'failed';
  if (!inFull && !(fault instanceof PartFault)) return 'not reachable';
  const [line] = fault.message.split('\n');
  return line?.slice(0, 300) || codeOf(fault);
};

/** Node puts several refused addresses together under an error that has a code and no message. */
const codeOf = (fault: Error): string => ('code' in fault && typeof fault.code === 'string' ? fault.code : 'failed');
