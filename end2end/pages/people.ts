// Several people at once, each with a browser of their own.
import type { Browser, Page } from '@playwright/test';
import { logIn } from '../fixtures/logins.ts';
import { expect, test } from '../fixtures/portal.ts';
import { startServer, type RunningServer } from '../fixtures/server.ts';

/** What the people's consoles said, refused requests too: of browsers beside the test's own the fixture notices only scripts that fail. */
export const faults: string[] = [];

/** A page of its own for one person, in the staff zone. */
export async function personAt(browser: Browser, portal: RunningServer, role: string, address: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: portal.url });
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${role}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => faults.push(`${role}: ${String(error.error())}`));
  const page = await context.newPage();
  await logIn(page, portal, role, address);
  return page;
}

/** After each test of the file that calls this, no console of its people may have said anything that the test did not take. */
export function watchConsoles(): void {
  test.afterEach(() => {
    expect(faults.splice(0), 'errors in the consoles of the people').toEqual([]);
  });
}

/** A portal for the file that calls this alone, whose story would disturb others; it runs while the file's tests do. */
export function ownPortal(): () => RunningServer {
  let portal: RunningServer;
  test.beforeAll(async () => {
    portal = await startServer();
  });
  test.afterAll(async () => {
    await portal.stop();
  });
  return () => portal;
}
