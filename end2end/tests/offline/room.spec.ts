// A device that gets full: said in time, nothing new is begun, and what was begun is finished.
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer, type RunningServer } from '../../fixtures/server.ts';
import { beginSheet, IS_MISSING, saved, WORKS_WELL } from '../../pages/field.ts';

test.use({ viewport: { width: 820, height: 1180 } });

// Protocol sheets travel: on a server of its own they do not turn up on the devices of other tests.
let server: RunningServer;
test.beforeAll(async () => void (server = await startServer()));
test.afterAll(() => server.stop());

test('a device that is nearly full says so, begins nothing new and goes on with what was begun', async ({ page }) => {
  // Firefox and Safari tell what is left; Chromium makes a quota up, so its answer is set here.
  const share = { used: 0.4 };
  await page.exposeFunction('shareUsed', () => share.used);
  await page.addInitScript(() => {
    navigator.storage.estimate = async () => {
      const used = await (window as unknown as { shareUsed: () => Promise<number> }).shareUsed();
      return { usage: used * 50_000_000, quota: 50_000_000 };
    };
    // As a private window does, and a browser that does not know the portal yet.
    navigator.storage.persisted = async () => false;
    navigator.storage.persist = async () => false;
  });
  await logIn(page, server, 'KiSo');
  const draft = await beginSheet(page, server.url);
  await page.goto(`${server.url}/app/geraet`);
  await expect(page.getByText(/^Belegt sind 20 MB von 50 MB\. Der Browser hat nicht zugesagt, .* Senden Sie deshalb bald\. Ein privates Fenster vergisst alles/)).toBeVisible();
  await expectGoodLook(page, 'the device with its room');

  share.used = 0.85;
  await page.goto(`${server.url}/app/erhebungen`);
  await expect(page.getByText(/^Der Speicher dieses Geräts wird knapp\./)).toBeVisible();
  const begin = page.getByRole('button', { name: /^Neu ausfüllen/ }).first();
  await expect(begin).not.toHaveAttribute('aria-disabled');

  share.used = 0.93;
  await page.reload();
  const notice = page.getByText(/^Der Speicher dieses Geräts ist fast voll\./);
  await expect(notice).toBeVisible();
  await expectGoodLook(page, 'Erhebungen of a device that is nearly full');
  await begin.press('Enter');
  await expect(page.locator('#wenig-platz')).toBeFocused();
  expect(new URL(page.url()).pathname).toBe('/app/erhebungen');

  await page.goto(draft);
  await page.getByLabel(WORKS_WELL).fill('wird noch fertig');
  await saved(page);

  share.used = 0.2;
  await page.goto(`${server.url}/app/erhebungen`);
  await expect(begin).not.toHaveAttribute('aria-disabled');
  await expect(notice).toBeHidden();
});

test('a connection to the storage that the browser has closed is opened anew, and what is typed is kept (Q2)', async ({ page }) => {
  // iOS does so when memory is short; here it is done to the next use of a connection.
  await page.addInitScript(() => {
    const database = IDBDatabase.prototype;
    const begin = database.transaction;
    database.transaction = function (...values) {
      if (document.documentElement.hasAttribute('data-closing')) {
        document.documentElement.removeAttribute('data-closing');
        this.close();
      }
      return begin.apply(this, values);
    };
  });
  await logIn(page, server, 'KiSo');
  await beginSheet(page, server.url);
  for (const words of ['vor dem Schließen', 'nach dem Schließen']) {
    await page.evaluate(() => document.documentElement.setAttribute('data-closing', ''));
    await page.getByLabel(WORKS_WELL).fill(words);
    await saved(page);
    await expect(page.locator('html')).not.toHaveAttribute('data-closing');
  }
  await page.reload();
  await expect(page.getByLabel(WORKS_WELL)).toHaveValue('nach dem Schließen');
});

test('when the browser refuses to write, the words stay on the page, and are saved once there is room', async ({ page }) => {
  // Chromium lets small writes through whatever quota is set for it, so its refusal is made here.
  await page.addInitScript(() => {
    const store = IDBObjectStore.prototype;
    for (const name of ['add', 'put'] as const) {
      const write = store[name];
      store[name] = function (...values) {
        if (document.documentElement.hasAttribute('data-full')) throw new DOMException('no room', 'QuotaExceededError');
        return write.apply(this, values);
      };
    }
  });
  await logIn(page, server, 'KiSo');
  await beginSheet(page, server.url);
  await page.evaluate(() => document.documentElement.setAttribute('data-full', ''));
  await page.getByLabel(WORKS_WELL).fill('passt nicht mehr');
  await expect(page.getByText(/^Der Speicher dieses Geräts ist voll\./).first()).toBeVisible();
  await expect(page.getByLabel(WORKS_WELL)).toHaveValue('passt nicht mehr');
  await expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', 'false');

  await expect(page.getByRole('status').filter({ hasText: 'nicht alles gespeichert' })).toBeVisible();
  // The last step of all: what is on the device leaves as a file, which writes nothing.
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Als Datei sichern/ }).click();
  expect((await saving).suggestedFilename()).toMatch(/\.versiegelt$/);
  await expectGoodLook(page, 'a sheet that the device does not keep');

  await page.evaluate(() => document.documentElement.removeAttribute('data-full'));
  // The word that was refused is kept with the next one, elsewhere.
  await page.getByLabel(IS_MISSING).fill('passt wieder');
  await saved(page);
  await expect(page.getByText(/^Der Speicher dieses Geräts ist voll\./)).toBeHidden();
  await page.reload();
  await expect(page.getByLabel(WORKS_WELL)).toHaveValue('passt nicht mehr');
  await expect(page.getByLabel(IS_MISSING)).toHaveValue('passt wieder');
});
