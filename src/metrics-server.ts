import { createServer } from 'node:http';
import { collectDefaultMetrics, register } from 'prom-client';
import { listen } from './listen.ts';

/**
 * Serves /metrics and /health/live at METRICS_PORT, apart from what customers reach. `read` gives the metrics' text.
 * Rejects when the port is taken.
 */
export const serveMetrics = async (
  host: string,
  port: number,
  read = (): Promise<string> => register.metrics(),
): Promise<{ stop(): Promise<void> }> => {
  if (!register.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics();
  const server = createServer((request, response) => {
    if (request.url === '/metrics') {
      read().then(
        (text) => response.writeHead(200, { 'Content-Type': register.contentType }).end(text),
        () => response.writeHead(503, { 'Retry-After': '5' }).end(),
      );
    } else if (request.url === '/health/live') response.end('ok');
    else response.writeHead(404).end();
  });
  await listen(server, 'METRICS_PORT', port, host);
  return {
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
