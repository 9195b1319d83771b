import { createClient, type MastheadClient } from '../client/client.ts';
import { type Configuration, readConfiguration } from '../configuration.ts';
import { createLogger } from '../logging.ts';
import { readOperatorKey } from '../server/operator-key.ts';
import { startMasthead } from '../server/start-masthead.ts';
import { readLock } from '../store/pglite/data-lock.ts';
import { say } from './output.ts';
import { pullProgress } from './pull-progress.ts';
import { workspaceKey } from './workspace-key.ts';

/** A client of the server that holds the data, or of an API inside this process when none runs. */
export interface Connection {
  readonly client: MastheadClient;
  /** Where the server answers; null when none runs. */
  readonly url: string | null;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly workspace: string;
  /** Without a running server: start workers here, because the command waits for jobs. */
  readonly workers?: boolean;
}

/**
 * Connects a command to the data. While a server holds the data folder the command goes through its REST interface;
 * else the same interface is opened in this process, without a port.
 */
export async function connect(
  options: ConnectOptions,
  configuration: Configuration = readConfiguration(),
): Promise<Connection> {
  const holder = configuration.databaseUrl ? null : await readLock(configuration.dataDirectory);
  if (holder?.url) {
    const key = readOperatorKey(configuration.dataDirectory);
    if (!key)
      throw new Error(
        `the server at ${holder.url} holds the data folder, but its operator-key file is missing: restart it`,
      );
    return {
      client: await clientOf(holder.url, key, options.workspace, configuration),
      url: holder.url,
      close: async () => undefined,
    };
  }
  const progress = pullProgress();
  const masthead = await startMasthead(
    configuration,
    { api: false, workers: options.workers ?? false },
    { logger: createLogger('silent'), onPull: progress.show, say },
  );
  const local = ((target: URL | string, request?: RequestInit) =>
    masthead.fetch(new Request(target, request))) as typeof fetch;
  return {
    client: await clientOf('http://localhost', masthead.operatorKey, options.workspace, configuration, local),
    url: null,
    close: async () => {
      progress.stop();
      await masthead.close(2000);
    },
  };
}

async function clientOf(
  url: string,
  operatorKey: string,
  workspace: string,
  { dataDirectory }: Configuration,
  fetchWith: typeof fetch = fetch,
): Promise<MastheadClient> {
  const operator = createClient({ url, key: operatorKey, fetch: fetchWith });
  const key = await workspaceKey(operator, { dataDirectory, operatorKey, workspace });
  return createClient({ url, key, fetch: fetchWith });
}
