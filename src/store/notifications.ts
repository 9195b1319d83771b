import type pg from 'pg';
import type { Store } from './store.ts';

/** Payload: the id of a job whose stream has a new event. */
export const jobEventsChannel = 'masthead_job_events';
/** Payload: the id of a running job that is to be cancelled. */
export const cancellationsChannel = 'masthead_cancellations';

type Listener = (payload: string) => void;

interface Subscription {
  readonly listeners: Map<string, Set<Listener>>;
  client: Promise<pg.PoolClient> | null;
}

/** One listening connection for each store, whoever listens in it. */
const subscriptions = new WeakMap<Store, Subscription>();

/**
 * Calls `listener` with the payload of each notification on a channel, whichever process sent it. A notification may be
 * missed while a connection is lost, so listeners read the truth from the tables and look now and then without being
 * called.
 * @returns a function that stops it
 */
export async function listenTo(store: Store, channel: string, listener: Listener): Promise<() => Promise<void>> {
  const subscription = subscriptions.get(store) ?? { listeners: new Map(), client: null };
  subscriptions.set(store, subscription);
  const listeners = subscription.listeners.get(channel) ?? new Set();
  subscription.listeners.set(channel, listeners);
  const isFirstOfChannel = listeners.size === 0;
  listeners.add(listener);
  if (!subscription.client) await connect(store, subscription);
  else if (isFirstOfChannel) await (await subscription.client).query(`listen ${channel}`);
  return async () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    subscription.listeners.delete(channel);
    const client = await subscription.client?.catch(() => null);
    if (subscription.listeners.size === 0) {
      subscription.client = null;
      client?.release(true);
    } else await client?.query(`unlisten ${channel}`).catch(() => undefined);
  };
}

function connect(store: Store, subscription: Subscription): Promise<pg.PoolClient> {
  const connecting = (async () => {
    const client = await store.pool.connect();
    let lost = false;
    const giveUp = () => {
      if (lost) return;
      lost = true;
      client.release(true);
      if (subscription.client !== connecting) return;
      subscription.client = null;
      reconnect(store, subscription);
    };
    client.on('error', giveUp);
    client.on('notification', ({ channel, payload }) => {
      for (const listener of [...(subscription.listeners.get(channel) ?? [])]) listener(payload ?? '');
    });
    try {
      for (const channel of subscription.listeners.keys()) await client.query(`listen ${channel}`);
    } catch (error) {
      giveUp();
      throw error;
    }
    return client;
  })();
  subscription.client = connecting;
  connecting.catch(() => {
    if (subscription.client === connecting) subscription.client = null;
  });
  return connecting;
}

/** The database may be restarting: try each second until it is back or nobody listens any more. */
function reconnect(store: Store, subscription: Subscription): void {
  setTimeout(() => {
    if (subscription.client || subscription.listeners.size === 0 || store.pool.ending) return;
    connect(store, subscription).catch(() => reconnect(store, subscription));
  }, 1000).unref();
}
