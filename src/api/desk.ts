import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { secureHeaders } from 'hono/secure-headers';
import { packageRoot } from '../../package-root.ts';
import type { ApiEnvironment } from './context.ts';
import { ApiProblem } from './problem.ts';

/** Where the build puts the desk's pages. */
export const deskFolder = join(packageRoot, 'dist', 'review');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Scripts, styles and fonts come from this server's files alone: text that a model wrote can run as nothing. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

const year = 31_536_000;

/**
 * GET /desk: the editors' desk, from the folder that the build made. A path that names no file is a page of the app, which
 * finds its own way. Files under `assets/` carry a hash in their names and are kept for good; the page itself never is.
 *
 * @param folder another folder, for tests
 */
export function serveDesk(api: OpenAPIHono<ApiEnvironment>, folder: string = deskFolder): void {
  api.use('/desk', deskHeaders());
  api.use('/desk/*', deskHeaders());
  api.get('/', (context) => context.redirect('/desk'));
  api.get('/desk', (context) => sendPage());
  api.get('/desk/*', async (context) => {
    const path = decoded(context.req.path.slice('/desk/'.length));
    const file = path === null ? null : insideOf(folder, path);
    if (file === null) return context.notFound();
    const type = types[extname(file)];
    // What has an ending is a file or is missing; what has none is a page.
    if (!extname(file)) return sendPage();
    const content = type ? await readFile(file).catch(() => null) : null;
    if (!content || !type) return context.notFound();
    const kept = path!.startsWith('assets/');
    return context.body(new Uint8Array(content), 200, {
      'content-type': type,
      'cache-control': kept ? `public, max-age=${year}, immutable` : 'no-cache',
    });
  });

  async function sendPage(): Promise<Response> {
    const page = await readFile(join(folder, 'index.html')).catch(() => null);
    if (!page)
      throw new ApiProblem('unavailable', 'The desk’s pages are not built: run `npm run build`, then open this again.');
    return new Response(new Uint8Array(page), {
      headers: { 'content-type': types['.html']!, 'cache-control': 'no-cache' },
    });
  }
}

const deskHeaders = () =>
  secureHeaders({
    contentSecurityPolicy,
    crossOriginOpenerPolicy: 'same-origin',
    referrerPolicy: 'no-referrer',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });

/** Whether the desk has been built, so that links to it lead somewhere. */
export const deskIsBuilt = (): boolean => existsSync(join(deskFolder, 'index.html'));

function decoded(path: string): string | null {
  try {
    const text = decodeURIComponent(path);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** A path below a folder; null for one that leads out of it. */
function insideOf(folder: string, path: string): string | null {
  const full = normalize(join(folder, path));
  return full.startsWith(folder + sep) || full === folder ? full : null;
}
