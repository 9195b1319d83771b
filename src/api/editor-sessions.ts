import type { Context } from 'hono';
import { EditorAccounts } from '../review/editor-accounts.ts';
import type { EditorRole } from '../store/editor-tables.ts';
import { type Membership, membershipsOf, openWorkspace } from '../store/editors/memberships.ts';
import { readReviewSettings } from '../store/review/review-settings.ts';
import type { ApiKeyRole } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { ApiEnvironment, Principal } from './context.ts';
import { ApiProblem } from './problem.ts';

/** What an editor may do, in the words of API keys. */
const keyRole: Readonly<Record<EditorRole, ApiKeyRole>> = { viewer: 'read', editor: 'write', admin: 'admin' };
/** How long a session that was found is trusted; a role changed elsewhere counts within it. */
const trustMilliseconds = 2000;
const mostRemembered = 1000;

/** A session with all that is known of its editor. */
export interface FoundSession {
  readonly principal: Principal & { readonly editor: NonNullable<Principal['editor']> };
  readonly memberships: readonly Membership[];
}

/** Whether a request came by https, to this server or to the proxy before it. */
export function cameByHttps(context: Context): boolean {
  const forwarded = context.req.header('x-forwarded-proto')?.split(',')[0]?.trim();
  return new URL(context.req.url).protocol === 'https:' || forwarded === 'https';
}

/** Finds the editor behind a request's cookie. */
export class EditorSessions {
  readonly accounts: EditorAccounts;
  readonly #store: Store;
  readonly #remembered = new Map<string, { found: FoundSession; until: number }>();

  constructor(store: Store) {
    this.#store = store;
    this.accounts = new EditorAccounts(store);
  }

  /**
   * The session of a request; null without a cookie that holds one.
   * @throws ApiProblem 403 when the editor belongs to no workspace any more
   */
  async identify(context: Context<ApiEnvironment>): Promise<FoundSession | null> {
    return this.identifyCookie(context, context.req.header('cookie'));
  }

  /** The same for a cookie that the request did not bring yet. */
  async identifyCookie(context: Context<ApiEnvironment>, cookie: string | undefined): Promise<FoundSession | null> {
    if (!cookie || !/(^|; *)(__Secure-)?masthead\.session_token=/.test(cookie)) return null;
    const known = this.#remembered.get(cookie);
    if (known && known.until > performance.now()) return known.found;
    this.#remembered.delete(cookie);
    const accounts = await this.accounts.of(cameByHttps(context));
    const answer = await accounts.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true });
    if (!answer.response) return null;
    passCookies(context, answer.headers);
    const found = await this.#describe(answer.response);
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    this.#remembered.set(cookie, { found, until: performance.now() + trustMilliseconds });
    return found;
  }

  /** Forgets what was remembered, because a session ended or a role changed. */
  forget(): void {
    this.#remembered.clear();
  }

  async #describe({
    user,
    session,
  }: {
    user: { id: string; name: string; email: string };
    session: { id: string };
  }): Promise<FoundSession> {
    const memberships = await membershipsOf(this.#store, user.id);
    const chosen = await openWorkspace(this.#store, session.id);
    const open = memberships.find(({ workspaceId }) => workspaceId === chosen) ?? memberships[0];
    if (!open)
      throw new ApiProblem('forbidden', 'You belong to no workspace any more: ask an admin for an invitation.');
    const { readersSeenBy } = await readReviewSettings(this.#store, open.workspaceId);
    const seesReaders = readersSeenBy === 'nobody' ? false : readersSeenBy === open.role || open.role === 'admin';
    return {
      memberships,
      principal: {
        id: `editor:${user.id}`,
        name: user.name,
        workspaceId: open.workspaceId,
        role: keyRole[open.role],
        editor: { id: user.id, email: user.email, role: open.role, sessionId: session.id, seesReaders },
      },
    };
  }
}

/** Hands the account library's cookies on to the answer. */
export function passCookies(context: Context, headers: Headers | null | undefined): void {
  for (const cookie of headers?.getSetCookie() ?? []) context.header('set-cookie', cookie, { append: true });
}
