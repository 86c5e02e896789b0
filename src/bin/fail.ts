import { describeDatabaseFault } from '../db/describe-fault.ts';

/** Ends the process with a clear line on stderr. A stack is shown only for faults that are not ours to explain. */
export const fail = (error: unknown): never => {
  const database = describeDatabaseFault(error);
  if (database) console.error(`DATABASE_URL: ${database}`);
  else if (error instanceof Error && error.name === 'ConfigurationError') console.error(error.message);
  else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    console.error(`PORT: another process listens there already (${error.message}); choose another one`);
  else console.error(error);
  process.exit(1);
};
