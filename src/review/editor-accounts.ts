import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { editorCredentials, editorSessions, editors, editorVerifications } from '../store/editor-tables.ts';
import { storeSecret } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';

export const shortestPassword = 10;
export const longestPassword = 128;

/** Days that a session lasts without use. */
const sessionDays = 7;
const daySeconds = 86_400;

/** Opens a session for someone whose link has been found good; reachable from within this process only. */
const openedByLink = {
  id: 'desk-links',
  endpoints: {
    openSession: createAuthEndpoint(
      '/desk/open-session',
      { method: 'POST', body: z.object({ editorId: z.string() }) },
      async (context) => {
        const user = await context.context.internalAdapter.findUserById(context.body.editorId);
        if (!user) throw context.error('NOT_FOUND');
        const session = await context.context.internalAdapter.createSession(user.id);
        await setSessionCookie(context, { session, user });
        return context.json({ sessionId: session.id });
      },
    ),
  },
};

function open(store: Store, secret: string, secure: boolean) {
  return betterAuth({
    appName: 'Masthead',
    // Only its scheme matters, and that is said below: no route of the library is served.
    baseURL: secure ? 'https://desk.invalid' : 'http://desk.invalid',
    secret,
    database: drizzleAdapter(store.database as never, {
      provider: 'pg',
      schema: {
        user: editors,
        session: editorSessions,
        account: editorCredentials,
        verification: editorVerifications,
      },
    }),
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    session: { expiresIn: sessionDays * daySeconds, updateAge: daySeconds },
    advanced: {
      cookiePrefix: 'masthead',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
      ipAddress: { disableIpTracking: true },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [openedByLink],
  });
}

type Accounts = ReturnType<typeof open>;

/**
 * Editors' accounts, passwords and sessions, kept by better-auth in the store. It hashes passwords (scrypt), signs
 * cookies and ends sessions; who belongs to which workspace is ours.
 */
export class EditorAccounts {
  readonly #store: Store;
  readonly #opened = new Map<boolean, Promise<Accounts>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** @param secure whether cookies are for https alone */
  of(secure: boolean): Promise<Accounts> {
    const opened =
      this.#opened.get(secure) ??
      storeSecret(this.#store, 'sessions').then((secret) => open(this.#store, secret, secure));
    this.#opened.set(secure, opened);
    opened.catch(() => this.#opened.delete(secure));
    return opened;
  }
}
