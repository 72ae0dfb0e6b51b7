// Issue 4 §1: a KiSo looks up the own Kitas and events without network; they lie there sealed, and go when somebody logs out.
import type { Page } from '@playwright/test';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn, logInByForm } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { visitOnce } from '../../pages/field.ts';

test.use({ expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED|status of 401/] });

/** What lies in the database of what is looked up, as it lies there. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const all = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const names = all.filter((name) => name.startsWith('sozialraumportal-reference-'));
    const found: string[] = [];
    for (const name of names) {
      const opening = indexedDB.open(name);
      const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
      const reading = database.transaction('reference').objectStore('reference').getAll();
      found.push(...(await new Promise<string[]>((resolve) => (reading.onsuccess = () => resolve(reading.result as string[])))));
      database.close();
    }
    return found;
  });

const overview = (page: Page) => page.locator('.header__name').click();

test('own Kitas are there without network, sealed, and gone after logging out', async ({ page, context, portal }) => {
  test.slow();
  await logInByForm(page, portal, 'KiSo');
  await visitOnce(page);
  await overview(page);
  const kitas = page.getByRole('region', { name: 'Meine Kitas', exact: true });
  const first = kitas.getByRole('rowheader').first();
  await expect(first).toBeVisible();
  const name = (await first.textContent()) ?? '';
  await expect(page.getByText(/^Stand vom \d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr, auf diesem Gerät verschlüsselt\.$/)).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'the own Kitas on the start page');
  await expect.poll(async () => (await kept(page)).length).toBe(1);
  for (const text of await kept(page)) expect(text).not.toContain(name);

  // What the device has is not sent again.
  const asked = page.waitForResponse(/\/api\/v1\/sync\/reference\?after=[0-9a-f]{64}$/);
  await page.goto('/app/erhebungen');
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
  expect(Object.keys((await (await asked).json()) as object)).toEqual(['hash']);

  await context.setOffline(true);
  await page.goto('/app');
  await page.getByRole('link', { name: 'Gerät öffnen' }).click();
  await expect(page.getByRole('button', { name: 'Gerät sperren' })).toBeVisible();
  await overview(page);
  await expect(kitas.getByRole('rowheader', { name, exact: true })).toBeVisible();
  await expect(page.getByText(/^Stand vom /)).toBeVisible();

  await context.setOffline(false);
  await page.goto('/app');
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await expect(page.getByRole('navigation', { name: 'Bereiche' })).toHaveCount(0);
  await page.goto('/app');
  await expect(page.getByRole('heading', { level: 1, name: 'Nicht angemeldet' })).toBeVisible();
  await expect.poll(() => kept(page)).toEqual([]);
});

test('an Erhebung that ends within days is named on the start page', async ({ page, portal }) => {
  // The demo's survey of parents goes on for three weeks.
  await page.clock.setFixedTime(Date.now() + 18 * 24 * 3_600_000);
  await logIn(page, portal, 'KiSo');
  await page.goto('/app/erhebungen');
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
  await overview(page);
  const soon = page.getByRole('status').filter({ hasText: /(Eine Erhebung endet|\d+ Erhebungen enden) in den nächsten Tagen\./ });
  await expect(soon.getByRole('listitem').filter({ hasText: /, .*: bis \d\d\.\d\d\.\d{4}$/ }).first()).toBeVisible();
  await expectGoodLook(page, 'a start page with an Erhebung that ends soon');
  await soon.getByRole('link', { name: 'Zu den Erhebungen' }).press('Enter');
  await expect(page).toHaveURL(/\/app\/erhebungen$/);
});
