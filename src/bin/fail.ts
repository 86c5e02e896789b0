/** Ends the process with a clear line on stderr. A stack is shown only for faults that are not ours to explain. */
export const fail = (error: unknown): never => {
  const known = error instanceof Error && error.name === 'ConfigurationError';
  console.error(known ? error.message : error);
  process.exit(1);
};
