import { createServer } from 'node:http';
import { collectDefaultMetrics, register } from 'prom-client';

/** Serves /metrics and /health/live of a process that has no API. Rejects when the port is taken. */
export const serveMetrics = async (host: string, port: number): Promise<{ stop(): Promise<void> }> => {
  if (!register.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics();
  const server = createServer(async (request, response) => {
    if (request.url === '/metrics') {
      response.setHeader('Content-Type', register.contentType);
      response.end(await register.metrics());
    } else if (request.url === '/health/live') response.end('ok');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
