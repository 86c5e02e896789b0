import { type Client, isGrpcServiceError } from '@temporalio/client';
import { handoffAttributes } from '../../workflows/search-attributes.ts';
import type { Logger } from '../logger.ts';

/** Temporal's number for an attribute that is matched as a whole (IndexedValueType). */
const keyword = 2;
const callLimitMs = 5000;
/** gRPC: deadline exceeded, unavailable. */
const away = new Set([4, 14]);
/** gRPC: permission denied, unimplemented. Temporal Cloud lets only its own control plane see to attributes. */
const notOurs = new Set([7, 12]);

const allAttributes = Object.values(handoffAttributes).map(({ name }) => name);
const codeOf = (error: unknown): number => (isGrpcServiceError(error) ? error.code : -1);

/** Names of the search attributes that handoffs set and the namespace lacks; nothing where one may not ask. */
export const missingAttributes = async (client: Client): Promise<string[]> => {
  try {
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({
      namespace: client.options.namespace,
    });
    return allAttributes.filter((name) => !(name in customAttributes));
  } catch (error) {
    if (notOurs.has(codeOf(error))) return [];
    throw error;
  }
};

/**
 * Adds the search attributes that the namespace lacks: without them Temporal refuses every handoff. Where that can't be
 * done it logs what to do. Throws only when Temporal is away.
 */
export const ensureAttributes = async (client: Client, log: Logger): Promise<void> => {
  const { namespace } = client.options;
  const soon = <T>(call: () => Promise<T>) => client.withDeadline(Date.now() + callLimitMs, call);
  const ask = () => soon(() => missingAttributes(client));
  try {
    const missing = await ask();
    if (missing.length === 0) return;
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, keyword]));
    await soon(() => client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes }));
    log.info({ attributes: missing }, 'Search attributes were added to the Temporal namespace');
  } catch (error) {
    if (away.has(codeOf(error))) throw error;
    // Another worker may have added them at the same time.
    const still = await ask().catch(() => allAttributes);
    if (still.length > 0) log.error({ err: error, attributes: still }, howToAdd(namespace, still));
  }
};

const howToAdd = (namespace: string, names: string[]): string => {
  const each = (option: (name: string) => string) => names.map(option).join(' ');
  return `The Temporal namespace lacks the search attributes ${names.join(', ')}, so no handoff starts. Add them: temporal operator search-attribute create --namespace ${namespace} ${each((name) => `--name ${name} --type Keyword`)}. On Temporal Cloud: tcld namespace search-attributes add --namespace ${namespace} ${each((name) => `--search-attribute ${name}=Keyword`)}`;
};
