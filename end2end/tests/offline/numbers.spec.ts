// A number of the journal is given to one content only: where windows cannot know which of them sends, and where the storage
// itself says something wrong.
import type { BrowserContext, Page } from '@playwright/test';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { IS_MISSING, WORKS_WELL, arrived, beginSheet, saved } from '../../pages/field.ts';

/** What says to the device, or hears from it, which numbers were given out. */
const SENDING = /\/api\/v1\/sync\/(status|changes|submissions)/;

/** What lies under each number of the journal; with `less`, the stamp says afterwards that so many fewer were given out. */
async function journal(page: Page, less = 0): Promise<Record<string, string>> {
  return page.evaluate(async (less) => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(String(request.error)));
      });
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.startsWith('sozialraumportal-sync-'));
    if (names.length !== 1 || names[0] === undefined) throw new Error(`one journal, not ${names.join(', ')}`);
    const database = await answer(indexedDB.open(names[0]));
    const transaction = database.transaction(['shared', 'state'], 'readwrite');
    const [records, state] = [transaction.objectStore('shared'), transaction.objectStore('state')];
    const keys = (await answer(records.getAllKeys())).map(String);
    const texts = (await answer(records.getAll())).map(String);
    if (less > 0) {
      const stamp = JSON.parse(String(await answer(state.get('stamp')))) as { shared: number };
      await answer(state.put(JSON.stringify({ ...stamp, shared: stamp.shared - less }), 'stamp'));
    }
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
      transaction.commit();
    });
    database.close();
    return Object.fromEntries(keys.map((key, place) => [key, texts[place] ?? '']));
  }, less);
}

/** As a browser of before 2022: each of its windows leads. */
async function withoutWebLocks(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined, configurable: true });
  });
}

// Protocol sheets travel: on a server of its own they do not turn up on the devices of other tests, nor that of one test on the other's.
test.use({ baseURL: async ({ untouched }, use) => use(untouched.url) });

test('without Web Locks no window leaves a text open under a number that another one might send', async ({ page, context, untouched: server }) => {
  await withoutWebLocks(context);
  await logIn(page, server, 'KiSo');
  const address = await beginSheet(page, server.url);
  const second = await context.newPage();
  await second.goto(address);
  await expect(second.getByLabel(WORKS_WELL)).toBeVisible();

  // The first letter brings the beginning of the sheet with it.
  await page.getByLabel(WORKS_WELL).fill('W');
  await saved(page);
  await page.getByLabel(WORKS_WELL).press('Control+End');
  let before = await journal(page);
  for (const letter of 'ort') {
    await page.getByLabel(WORKS_WELL).press(letter);
    await saved(page);
    const now = await journal(page);
    expect(Object.keys(now)).toHaveLength(Object.keys(before).length + 1);
    expect(now).toMatchObject(before);
    before = now;
  }
  await expect(second.getByLabel(WORKS_WELL)).toHaveValue('Wort');
  await second.getByLabel(IS_MISSING).fill('Zeit');
  await saved(second);
  expect(await journal(page)).toMatchObject(before);
  await expect(page.getByText('zwei Antworten')).toHaveCount(0);
  await second.close();
  await arrived(page, server.url);
});

test.describe('while nothing reaches the server', () => {
  // It would say what it has, and the device would learn which numbers were given out.
  test.use({ expectedConsoleErrors: [/Failed to load resource/] });

  test('a stamp that lags behind the journal is mended: what is typed is saved, and over nothing that lies there', async ({ page, context, untouched: server }) => {
    await withoutWebLocks(context);
    await context.route(SENDING, (route) => route.abort());
    await logIn(page, server, 'KiSo');
    await beginSheet(page, server.url);
    await page.getByLabel(WORKS_WELL).fill('was gespeichert ist');
    await saved(page);
    // While the page is open, and when it is opened anew; each time the answer is one record more.
    let before = await journal(page, 1);
    for (const answer of ['was danach gesagt wird', 'und nach dem Neuladen']) {
      await page.getByLabel(IS_MISSING).fill(answer);
      await expect.poll(async () => Object.keys(await journal(page)).length).toBe(Object.keys(before).length + 1);
      await saved(page);
      expect(await journal(page)).toMatchObject(before);
      before = await journal(page, 1);
      await page.reload();
      await expect(page.getByLabel(IS_MISSING)).toHaveValue(answer);
    }
    await context.unroute(SENDING);
    await arrived(page, server.url);
  });
});
