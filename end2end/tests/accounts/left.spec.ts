// Somebody presses a button and is somewhere else before the answer comes, or the network is gone when the page reads anew.
import type { Page } from '@playwright/test';
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

async function invite(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(email);
  await page.getByLabel('Name', { exact: true }).fill('Schon Weiter');
  await page.getByLabel('Rolle', { exact: true }).selectOption({ label: 'Finanzen' });
  await page.getByRole('button', { name: 'Einladen', exact: true }).click();
}

test('an answer that comes when its page has been left breaks nothing', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await page.goto('/app/konten');
  await page.getByText('Jemanden einladen').click();
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const address = '**/api/fn/accounts/invite';
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest(address);
  const answered = page.waitForResponse(address);
  await invite(page, 'schon.weiter@beispiel.de');
  await asked;
  const areas = page.getByRole('navigation', { name: 'Bereiche' });
  await areas.getByRole('link', { name: 'Sozialraumbudget' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sozialraumbudget' })).toBeVisible();
  release();
  await (await answered).finished();
  // The browser part still runs: a panic would have ended it.
  await areas.getByRole('link', { name: 'Veranstaltungen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Veranstaltungen' })).toBeVisible();
});

test('what is done is said, and what stands stays, when the page cannot be read anew', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/Failed to load resource/);
  await logIn(page, portal, 'Koordination');
  await page.goto('/app/konten');
  const before = page.getByText('Hier steht noch der Stand von vorher.');
  const row = (email: string) => page.getByRole('row').filter({ hasText: email });
  await page.getByText('Jemanden einladen').click();
  await expect(page.getByRole('table', { name: 'Konten' })).toBeVisible();
  await expect(before).toHaveCount(0);
  const list = '**/api/fn/accounts/list';
  await page.route(list, (route) => route.abort());
  await invite(page, 'noch.nicht.da@beispiel.de');
  const said = page.getByText('Die Einladung an noch.nicht.da@beispiel.de ist unterwegs.');
  await expect(page.locator('.outcome').filter({ has: said })).toBeFocused();
  await expect(before).toBeVisible();
  await expect(page.getByRole('table', { name: 'Konten' })).toBeVisible();
  await expect(row('noch.nicht.da@beispiel.de')).toHaveCount(0);
  await expectGoodLook(page, 'accounts as they were before');
  await page.unroute(list);
  await invite(page, 'jetzt.da@beispiel.de');
  await expect(before).toHaveCount(0);
  for (const email of ['noch.nicht.da@beispiel.de', 'jetzt.da@beispiel.de']) await expect(row(email)).toHaveCount(1);
});
