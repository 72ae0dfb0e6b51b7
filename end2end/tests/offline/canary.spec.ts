// A stolen profile directory: what somebody answered is nowhere in it, whatever the browser keeps of its own accord.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startChromium } from '../../fixtures/chromium.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { filesWith } from '../../fixtures/profile.ts';
import { startServer } from '../../fixtures/server.ts';
import { IS_MISSING, WORKS_WELL, arrived, beginSheet, saved } from '../../pages/field.ts';

/** Latin letters only are kept as bytes by the browser, others as UTF-16: one canary of each kind. */
const latin = () => `Kanarienvogel ${randomUUID()}`;
const wide = () => `Ωκανάρι ${randomUUID()}`;

/** Written in plain words at the end. Chromium brings localStorage to disk when it likes to, and not always when it ends. */
const MARK = `Merkzeichen ${randomUUID()}`;
const leaveMark = (page: Page) => page.evaluate((mark) => localStorage.setItem('mark', mark), MARK);

test('an answer is nowhere in plain words in the profile: typed, sent, read back, finished, locked', async () => {
  test.setTimeout(360_000);
  const server = await startServer();
  const profile = mkdtempSync(join(tmpdir(), 'sozialraumportal-profile-'));
  const [draft, other, unsent] = [latin(), wide(), latin()];
  try {
    const browser = await startChromium(profile);
    try {
      const page = browser.context.pages()[0] ?? (await browser.context.newPage());
      await logIn(page, server, 'KiSo');
      const address = await beginSheet(page, server.url);
      await page.getByLabel(WORKS_WELL).fill(draft);
      await page.getByLabel(IS_MISSING).fill(other);
      await saved(page);
      await arrived(page, server.url);
      // Read anew: the device and the server both give it back.
      await page.goto(address);
      await expect(page.getByLabel(WORKS_WELL)).toHaveValue(draft);
      // Without network the next page comes from the device only once the service worker has all of it.
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await browser.context.setOffline(true);
      await page.getByLabel(WORKS_WELL).fill(unsent);
      await saved(page);
      await page.goto(`${server.url}/app/geraet`);
      await expect(page.getByRole('cell', { name: /^Entwurf/ })).toBeVisible();
      await page.getByRole('button', { name: 'Gerät sperren' }).click();
      await page.waitForFunction(() => document.querySelector('#pin') !== null);
      await leaveMark(page);
      for (const canary of [draft, other, unsent]) expect(filesWith(profile, canary), 'while it runs').toEqual([]);
      // What was written before the mark is on disk with it. Chromium commits localStorage once a minute after much writing.
      await expect.poll(() => filesWith(profile, MARK), { timeout: 200_000 }).not.toEqual([]);
      await browser.close();
    } finally {
      await browser.kill();
    }
    for (const canary of [draft, other, unsent]) expect(filesWith(profile, canary), 'after it was closed').toEqual([]);
  } finally {
    rmSync(profile, { recursive: true, force: true });
    await server.stop();
  }
});

test('the search finds what does lie there in plain words', async ({ portal }) => {
  const profile = mkdtempSync(join(tmpdir(), 'sozialraumportal-profile-'));
  const [journal, field] = [wide(), latin()];
  try {
    const browser = await startChromium(profile);
    try {
      const page = browser.context.pages()[0] ?? (await browser.context.newPage());
      await page.goto(portal.url);
      await page.evaluate(
        async ({ journal, field }) => {
          localStorage.setItem('answer', field);
          const opening = indexedDB.open('plain', 1);
          opening.onupgradeneeded = () => opening.result.createObjectStore('journal');
          const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
          const transaction = database.transaction('journal', 'readwrite', { durability: 'strict' });
          transaction.objectStore('journal').put(JSON.stringify({ value: journal }), 1);
          await new Promise<void>((resolve) => (transaction.oncomplete = () => resolve()));
        },
        { journal, field },
      );
      expect(filesWith(profile, journal)).not.toEqual([]);
      await expect.poll(() => filesWith(profile, field), { timeout: 60_000 }).not.toEqual([]);
    } finally {
      await browser.kill();
    }
    for (const canary of [journal, field]) expect(filesWith(profile, canary), 'after it was killed').not.toEqual([]);
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});
