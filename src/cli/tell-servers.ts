import { createClient } from '../client/client.ts';
import type { Configuration } from '../configuration.ts';
import { readOperatorKey } from '../server/operator-key.ts';
import { announceAdapters } from '../store/notifications.ts';
import { openStore } from '../store/open-store.ts';
import { readLock } from '../store/pglite/data-lock.ts';

/**
 * Has the processes that run take what was laid on their shelves: the server that holds the data folder, or all that
 * share its database.
 * @returns in words who was told, and why the server left others aside
 */
export async function tellServers(
  configuration: Configuration,
): Promise<{ readonly told: string; readonly leftAside: readonly string[] }> {
  const { dataDirectory } = configuration;
  if (configuration.databaseUrl) {
    const store = await openStore(configuration);
    try {
      await announceAdapters(store);
    } finally {
      await store.close();
    }
    return { told: 'servers and workers that use this data folder take it now', leftAside: [] };
  }
  const holder = await readLock(dataDirectory);
  const key = readOperatorKey(dataDirectory);
  if (!holder?.url || !key) return { told: 'the server takes it when it starts', leftAside: [] };
  const { leftAside } = await createClient({ url: holder.url, key }).adapters.refresh();
  return { told: `the server at ${holder.url} serves it now`, leftAside };
}
