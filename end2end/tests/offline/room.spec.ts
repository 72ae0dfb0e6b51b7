// A device that gets full: said in time, nothing new is begun, and what was begun is finished.
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer, type RunningServer } from '../../fixtures/server.ts';
import { beginSheet, saved, WORKS_WELL } from '../../pages/field.ts';

test.use({ viewport: { width: 820, height: 1180 } });

// Protocol sheets travel: on a server of its own they do not turn up on the devices of other tests.
let server: RunningServer;
test.beforeAll(async () => void (server = await startServer()));
test.afterAll(() => server.stop());

test('a device that is nearly full says so, begins nothing new and goes on with what was begun', async ({ page }) => {
  await logIn(page, server, 'KiSo');
  const draft = await beginSheet(page, server.url);
  await page.goto(`${server.url}/app/geraet`);
  await expect(page.getByText(/^Belegt sind \d+ MB von \d+ MB\. Der Browser hat/)).toBeVisible();

  const browser = await page.context().newCDPSession(page);
  const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  const quota = async (share: number) => {
    await browser.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: Math.ceil(used / share) });
    await page.goto(`${server.url}/app/erhebungen`);
  };
  await quota(0.85);
  await expect(page.getByText(/^Der Speicher dieses Geräts wird knapp\./)).toBeVisible();
  const begin = page.getByRole('button', { name: /^Neu ausfüllen/ }).first();
  await expect(begin).not.toHaveAttribute('aria-disabled');

  await quota(0.93);
  const notice = page.getByText(/^Der Speicher dieses Geräts ist fast voll\./);
  await expect(notice).toBeVisible();
  await expectGoodLook(page, 'Erhebungen of a device that is nearly full');
  await begin.click();
  await expect(page.locator('#wenig-platz')).toBeFocused();
  expect(new URL(page.url()).pathname).toBe('/app/erhebungen');

  await page.goto(draft);
  await page.getByLabel(WORKS_WELL).fill('wird noch fertig');
  await saved(page);

  await browser.send('Storage.overrideQuotaForOrigin', { origin: server.url });
  await page.goto(`${server.url}/app/erhebungen`);
  await expect(notice).toBeHidden();
  await expect(begin).not.toHaveAttribute('aria-disabled');
});
