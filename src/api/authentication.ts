import type { Context, MiddlewareHandler } from 'hono';
import { findApiKey } from '../store/api-keys.ts';
import { sha256Hex } from '../store/content-hash.ts';
import type { EditorRole } from '../store/editor-tables.ts';
import type { ApiKeyRole } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { ApiEnvironment, Principal } from './context.ts';
import type { EditorSessions } from './editor-sessions.ts';
import { ApiProblem } from './problem.ts';
import { requireRightToReaders } from './readers-seen.ts';
import { requireSameOrigin } from './same-origin.ts';

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

/**
 * Lets a request pass that brings a valid key, as `Authorization: Bearer …` or `X-Api-Key`, or the cookie of an editor
 * who signed in. A request with a key is the key's, whatever cookie comes along.
 */
export function authenticate(
  authenticator: Authenticator,
  sessions: EditorSessions,
): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    if (isOpen(context)) return next();
    const bearer = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const secret = bearer ?? context.req.header('x-api-key');
    if (secret === undefined) {
      const session = await sessions.identify(context);
      if (session) {
        requireSameOrigin(context);
        requireRightToReaders(context, session.principal);
        context.set('principal', session.principal);
        return next();
      }
    }
    const principal = secret && secret.length <= 500 ? await authenticator.identify(secret) : null;
    if (!principal)
      throw new ApiProblem(
        'unauthenticated',
        secret
          ? 'This API key is not known, or was revoked.'
          : 'Send an API key as `Authorization: Bearer <key>`, or sign in at /desk.',
        { headers: { 'www-authenticate': 'Bearer realm="masthead"' } },
      );
    context.set('principal', principal);
    await next();
  };
}

/** Routes by which one signs in: they bring no key and no session yet. */
const openRoutes: ReadonlySet<string> = new Set([
  'POST /v1/review/session',
  'POST /v1/review/links/inspect',
  'POST /v1/review/links/open',
]);

const isOpen = (context: Context) => openRoutes.has(`${context.req.method} ${context.req.path}`);

/** Lets a request pass whose key has at least this role. */
export function requireRole(role: ApiKeyRole): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const { role: held, editor } = context.get('principal');
    if (rank[held] < rank[role])
      throw new ApiProblem(
        'forbidden',
        `This needs the role ${roleName(role, editor)}; yours is ${editor?.role ?? held}.`,
      );
    await next();
  };
}

const editorRole: Readonly<Record<ApiKeyRole, EditorRole>> = { read: 'viewer', write: 'editor', admin: 'admin' };
const roleName = (role: ApiKeyRole, editor: Principal['editor']) => (editor ? editorRole[role] : role);
