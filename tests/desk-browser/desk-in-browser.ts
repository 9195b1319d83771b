import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eq } from 'drizzle-orm';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { packageRoot } from '../../package-root.ts';
import { startServer } from '../../src/api/server.ts';
import type { EditorRole } from '../../src/store/editor-tables.ts';
import { createDeskLink } from '../../src/store/editors/desk-links.ts';
import { workspaces } from '../../src/store/schema.ts';
import { openTestApi, type TestApi } from '../api/harness.ts';
import { type SeededNewsroom, seedNewsroom } from './seed-newsroom.ts';

/** Where a browser may be; `CHROMIUM` names another. */
const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const chromiumPath = places.find((place) => place && existsSync(place));
if (!chromiumPath)
  console.warn('no chromium on this machine (set CHROMIUM to its path): the tests of the desk are skipped');

/** Generous: a busy machine of two processors still passes. */
export const patience = 60_000;

/** The desk on a server of its own, with the demo newsroom's headlines waiting. */
export interface DeskInBrowser {
  readonly url: string;
  readonly service: TestApi;
  readonly newsroom: SeededNewsroom;
  readonly browser: Browser;
  /** What browsers complained of: console errors, exceptions, requests that the policy stopped. */
  readonly complaints: string[];
  /** Opens a browser window of its own, signed in by a link that works once. */
  signIn(name: string, role?: EditorRole, options?: BrowserContextOptions): Promise<Page>;
  /** Opens a window without a session. */
  visit(options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

/** @param more further headlines to wait, beside those that were written by hand */
export async function openDeskInBrowser(more = 0): Promise<DeskInBrowser> {
  buildDesk();
  let newsroom: SeededNewsroom | null = null;
  const service = await openTestApi({
    // The rules judge alone, as they judged what waits: the same on a machine with models and on one without.
    factCheckService: undefined,
    profileService: { profile: async (_, userId) => newsroom!.profiles.get(userId)! },
  });
  newsroom = await seedNewsroom(service.store, 'default', more);
  await service.store.database.update(workspaces).set({ name: 'Sarnholm Courier' }).where(eq(workspaces.id, 'default'));
  const server = await startServer({ port: 0, host: '127.0.0.1', api: service.api });
  const browser = await chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox'] });
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const visit = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    page.setDefaultNavigationTimeout(patience);
    page.on('console', (message) => {
      // A refusal that the desk expects (nobody signed in, a colleague was first) is told by the browser as an error.
      if (message.type() === 'error' && !/status of 4(01|04|09|22)/.test(message.text()))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
    return page;
  };
  return {
    url: server.url,
    service,
    newsroom: newsroom,
    browser,
    complaints,
    visit,
    signIn: async (name, role = 'editor', options) => {
      const page = await visit(options);
      const given = { purpose: 'invitation', role, madeBy: 'the test', hours: 1 } as const;
      const { token } = await createDeskLink(service.store, 'default', given);
      await page.goto(`${server.url}/desk/join#${token}`);
      await page.getByLabel('Your name').fill(name);
      await page.getByLabel('E-mail address').fill(`${name.toLowerCase().replaceAll(' ', '.')}@courier.example`);
      await page.getByLabel('A password').fill('a long and quiet password');
      await page.getByRole('button', { name: 'Come in' }).click();
      await page.getByRole('heading', { name: 'Queue' }).waitFor();
      return page;
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      await server.close(0);
      await service.close();
    },
  };
}

/** Builds the desk when its sources changed since. */
function buildDesk(): void {
  const script = pathToFileURL(join(packageRoot, 'scripts', 'build.mjs')).href;
  const code = `import(${JSON.stringify(script)}).then((build) => process.exit(build.buildDeskIfStale() ? 0 : 1))`;
  const { status } = spawnSync(process.execPath, ['-e', code], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the desk could not be built');
}

/** The title of the text that is on the desk. */
export const proposedTitle = (page: Page) => page.locator('h1.titles__proposed');

/** Waits until the desk shows another text than `before`. @returns its title */
export async function nextTitle(page: Page, before: string): Promise<string> {
  await page.waitForFunction(
    (old) => {
      const shown = document.querySelector('h1.titles__proposed')?.textContent;
      return shown !== undefined && shown !== null && shown !== old;
    },
    before,
    { timeout: patience },
  );
  return (await proposedTitle(page).textContent())!;
}

/** Takes a picture for docs/desk when MASTHEAD_SCREENSHOTS is set; else does nothing, so that a test run changes no file. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.MASTHEAD_SCREENSHOTS) return;
  const folder = join(packageRoot, 'docs', 'desk');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.jpg`);
  // A colour on its way to another would be caught between the two.
  await page.screenshot({ path, type: 'jpeg', quality: 72, animations: 'disabled' });
}
