import type { EditorRole } from '../../src/store/editor-tables.ts';
import { createDeskLink } from '../../src/store/editors/desk-links.ts';
import type { Answer, TestApi } from '../api/harness.ts';

/** A browser with one editor's cookie, on a page of the desk. */
export interface Browser {
  cookie: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** A browser that is signed in to nothing yet. It keeps the cookies it is given. */
export function browser(service: TestApi, cookie = ''): Browser {
  const self: Browser = {
    cookie,
    call: async (method, path, body, headers = {}) => {
      const answer = await service.call(method, path, {
        key: null,
        ...(body !== undefined && { body }),
        headers: { ...(self.cookie && { cookie: self.cookie }), 'sec-fetch-site': 'same-origin', ...headers },
      });
      const set = answer.headers.getSetCookie();
      if (set.length > 0) self.cookie = set.map((line) => line.split(';')[0]).join('; ');
      return answer;
    },
  };
  return self;
}

export const password = 'long enough to guess at';

/** Invites someone and lets them in. */
export async function signIn(
  service: TestApi,
  name: string,
  role: EditorRole = 'editor',
  workspaceId = 'default',
): Promise<Browser> {
  const { token } = await createDeskLink(service.store, workspaceId, {
    purpose: 'invitation',
    role,
    madeBy: 'the test',
    hours: 1,
  });
  const opened = browser(service);
  const email = `${name.toLowerCase()}@example.org`;
  const answer = await opened.call('POST', '/v1/review/links/open', { token, name, email, password });
  if (answer.status !== 200) throw new Error(`${name} could not come in: ${JSON.stringify(answer.body)}`);
  return opened;
}
