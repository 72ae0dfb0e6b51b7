// What is typed into one field without a pause is one record of the journal, not one for each key press: a long text would
// otherwise lie on the device, and travel, once for each of its letters. "gespeichert" stays true for every single one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startChromium } from '../../fixtures/chromium.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { IS_MISSING, WORKS_WELL, arrived, beginSheet, saved } from '../../pages/field.ts';

/** How many changes lie in the journal of the device. */
async function records(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.startsWith('sozialraumportal-sync-'));
    let count = 0;
    for (const name of names) {
      const opening = indexedDB.open(name);
      const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
      const counting = database.transaction('shared').objectStore('shared').count();
      count += await new Promise<number>((resolve) => (counting.onsuccess = () => resolve(counting.result)));
      database.close();
    }
    return count;
  });
}

test('400 letters typed key by key are a few records; killed in the middle, the text is there, and a pause sends it', async () => {
  test.setTimeout(180_000);
  // Protocol sheets travel: on a server of its own they do not turn up on the devices of other tests.
  const server = await startServer();
  const profile = mkdtempSync(join(tmpdir(), 'sozialraumportal-profile-'));
  const letters = 'Wort für Wort, '.repeat(27).slice(0, 400);
  try {
    const first = await startChromium(profile);
    let address = '';
    try {
      // Nothing may reach the server: it would give back what the device had lost.
      await first.context.route(/\/api\/v1\/sync\/(status|changes|submissions)/, (route) => route.abort());
      const page = first.context.pages()[0] ?? (await first.context.newPage());
      await logIn(page, server, 'KiSo');
      address = await beginSheet(page, server.url);
      await page.getByLabel(WORKS_WELL).pressSequentially(letters);
      await saved(page);
      // The beginning and the text; a machine that stands still for 1.5 s makes one more.
      const count = await records(page);
      expect(count).toBeGreaterThanOrEqual(2);
      expect(count).toBeLessThan(20);
    } finally {
      // The field has the focus and its text is open, as when the tablet falls into the water.
      await first.kill();
    }

    const second = await startChromium(profile);
    try {
      const page = second.context.pages()[0] ?? (await second.context.newPage());
      await logIn(page, server, 'KiSo');
      await page.goto(address);
      const field = page.getByLabel(WORKS_WELL);
      await expect(field).toHaveValue(letters, { timeout: 20_000 });
      await expect(page.getByText('zwei Antworten')).toHaveCount(0);

      // Nobody leaves the field: the pause alone closes the text, and it is sent.
      const sent = page.waitForResponse(
        (answer) => answer.url().endsWith('/api/v1/sync/changes') && (answer.request().postData() ?? '').includes('und weiter'),
      );
      await field.press('Control+End');
      await field.pressSequentially('und weiter');
      expect((await sent).status()).toBe(200);
      await expect(field).toBeFocused();

      // Leaving the field begins another record, and going on in it one more: no answer conflicts with itself.
      await page.getByLabel(IS_MISSING).fill('Zeit');
      await field.press('Control+End');
      await field.pressSequentially('!');
      await saved(page);
      await page.reload();
      await expect(field).toHaveValue(`${letters}und weiter!`, { timeout: 20_000 });
      await expect(page.getByText('zwei Antworten')).toHaveCount(0);
      await arrived(page, server.url);
    } finally {
      await second.kill();
    }
  } finally {
    rmSync(profile, { recursive: true, force: true });
    await server.stop();
  }
});
