import type { Server } from 'node:http';
import { ConfigurationError } from './config.ts';

const reasons: Record<string, string> = {
  EADDRINUSE: 'is taken; choose another',
  EACCES: 'may not be opened by this user; choose one above 1023',
  EADDRNOTAVAIL: "can't be opened: this machine does not have the address in HOST",
};

/** Listens, or throws {@link ConfigurationError} that names the variable which holds the port. */
export const listen = (server: Server, variable: 'PORT' | 'METRICS_PORT', port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = reasons[error.code ?? ''];
      reject(reason ? new ConfigurationError([`${variable}: port ${port} ${reason}`]) : error);
    });
    server.listen(port, host, resolve);
  });
