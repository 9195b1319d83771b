import type { Server } from 'node:http';
import { serve } from '@hono/node-server';

/** A server that listens. */
export interface RunningServer {
  /** With the port that was given or found. */
  readonly url: string;
  readonly port: number;
  /** Takes no more connections, lets requests under way end, and cuts what is left after the grace. */
  close(graceMilliseconds?: number): Promise<void>;
}

/** The port cannot be listened on. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/**
 * Serves an API over HTTP.
 *
 * @param port 0 takes a free port
 * @throws ListenError saying what to do when the port is taken or not allowed
 */
export function startServer({
  port,
  host,
  api,
}: {
  port: number;
  host: string;
  api: { fetch: (request: Request, environment?: unknown) => Response | Promise<Response> };
}): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: (request, bindings) => api.fetch(request, bindings),
        port,
        hostname: host,
        serverOptions: {
          // Slow senders are cut off; a stream of 50 MB has minutes, headers have seconds.
          headersTimeout: 10_000,
          requestTimeout: 300_000,
          keepAliveTimeout: 5_000,
          maxHeaderSize: 16 * 1024,
        },
      },
      (address) => {
        server.off('error', refuse);
        const shownHost = address.family === 'IPv6' || host.includes(':') ? `[${host}]` : host;
        resolve({
          url: `http://${shownHost === '0.0.0.0' ? '127.0.0.1' : shownHost}:${address.port}`,
          port: address.port,
          close: (grace = 5_000) => closeServer(server, grace),
        });
      },
    ) as Server;
    const refuse = (error: NodeJS.ErrnoException) => reject(new ListenError(explain(error, port, host)));
    server.once('error', refuse);
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} on ${host} is taken: stop what uses it or set PORT to another.`;
  if (error.code === 'EACCES') return `Port ${port} needs rights this user lacks: set PORT to 1024 or above.`;
  if (error.code === 'EADDRNOTAVAIL') return `${host} is no address of this machine: set HOST to 127.0.0.1 or 0.0.0.0.`;
  return `Cannot listen on ${host}:${port} (${error.code ?? error.message}): check HOST and PORT.`;
}

function closeServer(server: Server, graceMilliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
    // A connection that is kept alive is idle only once its last answer has gone out.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
