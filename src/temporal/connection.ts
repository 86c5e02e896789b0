import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

export type Temporal = { client: Client; namespace: string; close(): Promise<void> };

/** Where Temporal is, by its standard environment variables (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TLS, API key...). */
export const temporalOptions = (env: NodeJS.ProcessEnv) =>
  loadClientConnectConfig({
    overrideEnvVars: Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined)) as Record<
      string,
      string
    >,
  });

/** A client that connects at its first call and again after the server was away. */
export const connectTemporal = async (env: NodeJS.ProcessEnv): Promise<Temporal> => {
  const options = temporalOptions(env);
  const connection = Connection.lazy(options.connectionOptions);
  const namespace = options.namespace ?? 'default';
  return { client: new Client({ connection, namespace }), namespace, close: () => connection.close() };
};
