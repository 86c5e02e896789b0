import pg from 'pg';
import { ConfigurationError } from '../config.ts';
import { describeDatabaseFault } from '../db/describe-fault.ts';
import { connectTemporal } from '../temporal/connection.ts';

const limitMs = 3000;

/** Fails with the variable's name when the database that takes the place of the embedded one can't be used. */
export const checkGivenDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: limitMs });
  try {
    await client.connect();
  } catch (error) {
    const why = describeDatabaseFault(error) ?? (error instanceof Error ? error.message : 'unknown fault');
    throw new ConfigurationError([`DATABASE_URL: ${why}`]);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** The same for Temporal, by its standard variables. */
export const checkGivenTemporal = async (env: NodeJS.ProcessEnv): Promise<void> => {
  const temporal = await connectTemporal(env);
  const { client } = temporal;
  try {
    await client.withDeadline(Date.now() + limitMs, () => client.connection.ensureConnected());
    await client.withDeadline(Date.now() + limitMs, () =>
      client.workflowService.describeNamespace({ namespace: temporal.namespace }),
    );
  } catch (error) {
    const why = error instanceof Error && 'details' in error && error.details ? String(error.details) : 'no answer';
    throw new ConfigurationError([
      `TEMPORAL_ADDRESS: no Temporal server with the namespace ${temporal.namespace} answers there (${why})`,
    ]);
  } finally {
    await temporal.close();
  }
};
