import type { MiddlewareHandler } from 'hono';
import { findApiKey } from '../store/api-keys.ts';
import { sha256Hex } from '../store/content-hash.ts';
import type { ApiKeyRole } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { ApiEnvironment, Principal } from './context.ts';
import { ApiProblem } from './problem.ts';

/** How long a key that was found is trusted without asking the store again; a key revoked elsewhere dies within it. */
const trustMilliseconds = 2000;
const mostRemembered = 10_000;

const rank: Readonly<Record<ApiKeyRole, number>> = { read: 0, write: 1, admin: 2 };

/** Finds who holds a key. The store knows hashes only, so a lookup's timing says nothing of a key's text. */
export class Authenticator {
  readonly #store: Store;
  readonly #remembered = new Map<string, { principal: Principal; until: number }>();

  constructor(store: Store) {
    this.#store = store;
  }

  async identify(secret: string): Promise<Principal | null> {
    const hash = sha256Hex(secret);
    const known = this.#remembered.get(hash);
    if (known && known.until > performance.now()) return known.principal;
    const key = await findApiKey(this.#store, secret);
    this.#remembered.delete(hash);
    if (!key) return null;
    const principal: Principal = {
      id: `key:${key.id}`,
      name: key.label,
      workspaceId: key.workspaceId,
      role: key.role,
      editor: null,
    };
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    this.#remembered.set(hash, { principal, until: performance.now() + trustMilliseconds });
    return principal;
  }

  /** Forgets a key at once, because it was revoked. */
  forget(keyId: string): void {
    for (const [hash, { principal }] of this.#remembered)
      if (principal.id === `key:${keyId}`) this.#remembered.delete(hash);
  }
}

/** Lets a request pass that brings a valid key, as `Authorization: Bearer …` or `X-Api-Key`. */
export function authenticate(authenticator: Authenticator): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const bearer = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const secret = bearer ?? context.req.header('x-api-key');
    const principal = secret && secret.length <= 500 ? await authenticator.identify(secret) : null;
    if (!principal)
      throw new ApiProblem(
        'unauthenticated',
        secret ? 'This API key is not known, or was revoked.' : 'Send an API key as `Authorization: Bearer <key>`.',
        { headers: { 'www-authenticate': 'Bearer realm="masthead"' } },
      );
    context.set('principal', principal);
    await next();
  };
}

/** Lets a request pass whose key has at least this role. */
export function requireRole(role: ApiKeyRole): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const { role: held } = context.get('principal');
    if (rank[held] < rank[role])
      throw new ApiProblem('forbidden', `This needs a key with the role ${role}; the key sent has the role ${held}.`);
    await next();
  };
}

/** Whether someone may see readers' own ids and clicks: API keys may, editors by their workspace's setting. */
export const seesReaders = (principal: Principal): boolean => principal.editor?.seesReaders ?? true;
