import { describeDatabaseFault } from '../db/describe-fault.ts';

/** Ends the process with a clear line on stderr. A stack is shown only for faults that are not ours to explain. */
export const fail = (error: unknown): never => {
  const database = describeDatabaseFault(error);
  if (database) console.error(`DATABASE_URL: ${database}`);
  else console.error(error instanceof Error && error.name === 'ConfigurationError' ? error.message : error);
  process.exit(1);
};
