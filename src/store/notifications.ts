import type pg from 'pg';
import type { Store } from './store.ts';

/** Payload: the id of a job whose stream has a new event. */
export const jobEventsChannel = 'masthead_job_events';
/** Payload: the id of a running job that is to be cancelled. */
export const cancellationsChannel = 'masthead_cancellations';
/** Payload: the id of a workspace whose review has changed. */
export const reviewChannel = 'masthead_review';
/** Payload: `[workspace, user]` as JSON, of a user who was erased: whoever holds anything of theirs lets go of it. */
export const erasuresChannel = 'masthead_erasures';

/** Adapters were laid on a shelf: whoever serves some looks at its own. No payload. */
export const adaptersChannel = 'masthead_adapters';

/** Tells every process of this store, this one too, that adapters were laid on a shelf. */
export async function announceAdapters(store: Store): Promise<void> {
  await store.pool.query('select pg_notify($1, $2)', [adaptersChannel, '']);
}

type Listener = (payload: string) => void;

interface Connection {
  readonly client: pg.PoolClient;
  /** Closes it, once, whoever is first: who listened, or the error of a database that ends. */
  readonly close: () => void;
}

interface Subscription {
  readonly listeners: Map<string, Set<Listener>>;
  connection: Promise<Connection> | null;
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
  const subscription = subscriptions.get(store) ?? { listeners: new Map(), connection: null };
  subscriptions.set(store, subscription);
  const listeners = subscription.listeners.get(channel) ?? new Set();
  subscription.listeners.set(channel, listeners);
  const isFirstOfChannel = listeners.size === 0;
  listeners.add(listener);
  if (!subscription.connection) await connect(store, subscription);
  else if (isFirstOfChannel) await (await subscription.connection).client.query(`listen ${channel}`);
  return async () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    subscription.listeners.delete(channel);
    const connection = await subscription.connection?.catch(() => null);
    if (subscription.listeners.size === 0) {
      subscription.connection = null;
      connection?.close();
    } else await connection?.client.query(`unlisten ${channel}`).catch(() => undefined);
  };
}

function connect(store: Store, subscription: Subscription): Promise<Connection> {
  const connecting = (async () => {
    const client = await store.pool.connect();
    let closed = false;
    const close = () => {
      if (closed) return;
      closed = true;
      client.release(true);
    };
    const giveUp = () => {
      close();
      if (subscription.connection !== connecting) return;
      subscription.connection = null;
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
    return { client, close };
  })();
  subscription.connection = connecting;
  connecting.catch(() => {
    if (subscription.connection === connecting) subscription.connection = null;
  });
  return connecting;
}

/** The database may be restarting: try each second until it is back or nobody listens any more. */
function reconnect(store: Store, subscription: Subscription): void {
  setTimeout(() => {
    if (subscription.connection || subscription.listeners.size === 0 || store.pool.ending) return;
    connect(store, subscription).catch(() => reconnect(store, subscription));
  }, 1000).unref();
}
