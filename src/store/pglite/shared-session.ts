import type { PGlite } from '@electric-sql/pglite';
import { listenRequests } from './listened-channels.ts';
import {
  type ClientRequest,
  encryptionRefused,
  errorAnswer,
  notificationMessage,
  RequestReader,
  readAnswer,
  simpleQuery,
  startupAnswer,
} from './wire-messages.ts';

interface Client {
  readonly id: number;
  readonly reader: RequestReader;
  readonly requests: ClientRequest[];
  readonly channels: Set<string>;
  closed: boolean;
}

/**
 * Lets many clients, each speaking PostgreSQL's wire protocol, share PGlite's one session. Requests run one at a time;
 * a client that has opened a transaction keeps the session until it ends, so that transactions never interleave. A
 * notification goes to every client that listens on its channel, whoever's request carried it.
 */
export class SharedSession {
  readonly #database: PGlite;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #send: (clientId: number, bytes: Uint8Array) => void;
  readonly #clients = new Map<number, Client>();
  /** Clients with requests, first come first served. */
  readonly #waiting: Client[] = [];
  #owner: Client | null = null;
  #running = false;
  readonly #hangUp: (clientId: number) => void;
  readonly #idleTransactionMilliseconds: number;
  #ownerTimer: NodeJS.Timeout | undefined;

  /**
   * @param options `settings`: what a client is told at start-up, such as `server_version`; `send` takes bytes to a
   * client; `hangUp` ends its connection; `idleTransactionMilliseconds`: how long a transaction may do nothing while
   * others wait
   */
  constructor(
    database: PGlite,
    options: {
      readonly settings: Readonly<Record<string, string>>;
      readonly send: (clientId: number, bytes: Uint8Array) => void;
      readonly hangUp: (clientId: number) => void;
      readonly idleTransactionMilliseconds: number;
    },
  ) {
    this.#database = database;
    this.#settings = options.settings;
    this.#send = options.send;
    this.#hangUp = options.hangUp;
    this.#idleTransactionMilliseconds = options.idleTransactionMilliseconds;
  }

  /** Takes bytes from a client; the first bytes of an unknown id make a new client. */
  receive(clientId: number, bytes: Uint8Array): void {
    let client = this.#clients.get(clientId);
    if (!client) {
      client = { id: clientId, reader: new RequestReader(), requests: [], channels: new Set(), closed: false };
      this.#clients.set(clientId, client);
    }
    client.requests.push(...client.reader.read(bytes));
    this.#queue(client);
    void this.#run();
  }

  /** A client has gone, perhaps in mid-transaction. */
  disconnect(clientId: number): void {
    const client = this.#clients.get(clientId);
    if (!client) return;
    client.requests.push({ kind: 'terminate' });
    this.#queue(client);
    void this.#run();
  }

  #queue(client: Client): void {
    if (client.requests.length > 0 && client !== this.#owner && !this.#waiting.includes(client))
      this.#waiting.push(client);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (true) {
        // In mid-transaction the session waits for its owner, however many others ask.
        const client: Client | undefined = this.#owner ?? this.#waiting.shift();
        if (!client) break;
        const request = client.requests.shift();
        if (request) await this.#answer(client, request);
        else if (client === this.#owner) break;
        this.#queue(client);
      }
    } finally {
      this.#running = false;
    }
    this.#watchOwner();
  }

  /** An owner that sits in its transaction while others wait (for each other, at worst) is thrown out after a while. */
  #watchOwner(): void {
    clearTimeout(this.#ownerTimer);
    const owner = this.#owner;
    if (!owner) return;
    this.#ownerTimer = setTimeout(() => {
      if (this.#owner !== owner || this.#running) return;
      if (this.#waiting.length === 0) return this.#watchOwner();
      this.#send(owner.id, errorAnswer('25P03', this.#idleText()));
      this.disconnect(owner.id);
      this.#hangUp(owner.id);
    }, this.#idleTransactionMilliseconds);
  }

  #idleText(): string {
    const seconds = this.#idleTransactionMilliseconds / 1000;
    return `the transaction was idle for ${seconds} s while others waited and was rolled back; on PGlite all clients share one session, so a transaction must not wait for a query outside it`;
  }

  async #answer(client: Client, request: ClientRequest): Promise<void> {
    if (request.kind === 'startup') return this.#send(client.id, startupAnswer(client.id, this.#settings));
    if (request.kind === 'encryption') return this.#send(client.id, encryptionRefused);
    if (request.kind === 'terminate') return this.#end(client);
    try {
      const answer = readAnswer(await this.#database.execProtocolRaw(request.bytes));
      this.#owner = answer.status === 'T' || answer.status === 'E' ? client : null;
      await this.#noteListening(client, request.bytes);
      this.#send(client.id, answer.bytes);
      this.#notify(answer.notifications);
    } catch (error) {
      this.#owner = null;
      this.#send(client.id, errorAnswer('58000', `PGlite: ${error instanceof Error ? error.message : String(error)}`));
    }
  }

  async #end(client: Client): Promise<void> {
    client.closed = true;
    client.requests.length = 0;
    this.#clients.delete(client.id);
    if (this.#owner === client) {
      await this.#database.execProtocolRaw(simpleQuery('rollback')).catch(() => undefined);
      this.#owner = null;
    }
  }

  /** PGlite's session listens for all; which client asked is kept here. */
  async #noteListening(client: Client, bytes: Uint8Array): Promise<void> {
    let someoneStopped = false;
    for (const { verb, channel } of listenRequests(bytes)) {
      someoneStopped ||= verb === 'unlisten';
      if (verb === 'listen') client.channels.add(channel);
      else if (channel === '*') client.channels.clear();
      else client.channels.delete(channel);
    }
    if (!someoneStopped) return;
    // One client's UNLISTEN has stopped the session, and with it every other client of that channel.
    const stillWanted = new Set([...this.#clients.values()].flatMap((other) => [...other.channels]));
    for (const channel of stillWanted) {
      await this.#database.execProtocolRaw(simpleQuery(`listen "${channel.replaceAll('"', '""')}"`));
    }
  }

  #notify(notifications: readonly { readonly channel: string; readonly payload: string }[]): void {
    for (const { channel, payload } of notifications) {
      for (const client of this.#clients.values()) {
        if (client.channels.has(channel)) this.#send(client.id, notificationMessage(channel, payload));
      }
    }
  }
}
