// Issue 4 §§1 and 3: what keeps a device from sending is named and ends by itself; what is damaged on it holds up nothing.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { WORKS_WELL, beginSheet, saved } from '../../pages/field.ts';

test.use({ expectedConsoleErrors: [/ERR_FAILED/] });

const SENDING = /\/api\/v1\/sync\/(status|changes|submissions)/;
const ARRIVED = /^Entwurf, .* beim Kreisjugendamt angekommen$/;

/** From now on the browser takes nothing more into the journal, or does again. */
async function breakStorage(page: Page, isBroken: boolean): Promise<void> {
  await page.evaluate((isBroken) => Object.assign(window, { isBroken }), isBroken);
}

test('a queue that does not get on says why, and goes on by itself', async ({ page, context }) => {
  test.slow();
  const server = await startServer();
  try {
    await page.clock.install();
    await page.addInitScript(() => {
      const begin = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = function (...values) {
        const isJournal = this.name.startsWith('sozialraumportal-sync-') && values[1] === 'readwrite';
        if (isJournal && 'isBroken' in window && window.isBroken === true) throw new DOMException('broken', 'UnknownError');
        return begin.apply(this, values);
      };
    });
    await logIn(page, server, 'KiSo');
    await context.route(SENDING, (route) => route.abort());
    await beginSheet(page, server.url);
    await page.getByLabel(WORKS_WELL).fill('wartet');
    await saved(page);
    await page.goto(`${server.url}/app/geraet`);
    await expect(page.getByRole('cell', { name: 'Entwurf, auf diesem Gerät gespeichert', exact: true })).toBeVisible();

    const reason = page.getByText('Der Browser konnte die Antwort des Servers nicht speichern. Es wird von selbst weiter versucht.');
    await expect(reason).toHaveCount(0);
    await breakStorage(page, true);
    await context.unroute(SENDING);
    // Three intervals without progress; each attempt takes a moment of its own.
    await expect(async () => {
      await page.clock.fastForward(31_000);
      await expect(reason).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await expectGoodLook(page, 'a queue that does not get on');

    await breakStorage(page, false);
    // Nobody presses anything.
    await expect(async () => {
      await page.clock.fastForward(31_000);
      await expect(page.getByRole('cell', { name: ARRIVED })).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await expect(reason).toHaveCount(0);
  } finally {
    await page.close();
    await server.stop();
  }
});

/** Spoils a record of the journal, by its place in it. */
async function damage(page: Page, nth: number): Promise<void> {
  await page.evaluate(async (nth) => {
    const name = (await indexedDB.databases()).find((one) => one.name?.startsWith('sozialraumportal-sync-'))?.name;
    if (!name) throw new Error('no journal on this device');
    const opening = indexedDB.open(name);
    const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
    const writing = database.transaction('shared', 'readwrite');
    const asking = writing.objectStore('shared').getAllKeys();
    asking.onsuccess = () => {
      const key = asking.result[nth];
      if (key === undefined) writing.abort();
      else writing.objectStore('shared').put('s1.AAAA', key);
    };
    await new Promise<void>((done, failed) => {
      writing.oncomplete = () => done();
      writing.onabort = () => failed(new Error('no such record'));
    });
    database.close();
  }, nth);
}

test('a damaged record is counted and reported, and what was written after it arrives', async ({ page, context }) => {
  test.slow();
  const server = await startServer();
  try {
    await logIn(page, server, 'KiSo');
    await context.route(SENDING, (route) => route.abort());
    for (const words of ['wird beschädigt', 'nach dem Schaden']) {
      await beginSheet(page, server.url);
      await page.getByLabel(WORKS_WELL).fill(words);
      await saved(page);
    }
    // The first record says that the first sheet was begun, the second one holds its words.
    await damage(page, 1);
    // The page that is open still knows what was written; it must not get through once it may.
    await page.goto('about:blank');
    await context.unroute(SENDING);
    await page.goto(`${server.url}/app/geraet`);
    await expect(page.getByText('Ein Eintrag auf diesem Gerät ist beschädigt. Er bleibt hier; alles andere ist nicht betroffen.')).toBeVisible();
    await expect(page.getByRole('table', { name: 'Fragebögen auf diesem Gerät' }).getByRole('rowheader')).toHaveCount(2);
    // As another device of the account reads it.
    const changes = `${server.url}/api/v1/sync/changes?device=${randomUUID()}&after=0&after_link=`;
    const read = async () => (await page.request.get(changes)).text();
    await expect.poll(read, { timeout: 60_000 }).toContain('nach dem Schaden');
    expect(await read()).not.toContain('wird beschädigt');
    await expectGoodLook(page, 'a device with a damaged record');
  } finally {
    await page.close();
    await server.stop();
  }
});
