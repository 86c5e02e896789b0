/**
 * Why a database can't be used, in a sentence for whoever configured it; undefined for faults that are not about that.
 * Holds no password: drivers name the user and the database at most.
 */
export const describeDatabaseFault = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ECONNREFUSED') return 'nothing listens at that host and port';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host is not known';
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || /timeout/i.test(error.message))
    return 'its host does not answer';
  if (code.startsWith('28')) return `the server refuses the user or the password (${error.message})`;
  if (code === '3D000') return error.message;
  if (code === '42501') return `the user may not do what is needed (${error.message})`;
  return undefined;
};
