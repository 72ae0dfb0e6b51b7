// Somebody presses a button and is somewhere else before the answer comes, or the network is gone when the page reads anew.
import type { Page } from '@playwright/test';
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { invite, openInvitations } from '../../pages/accounts.ts';

/** Asks for an account that nobody will use. */
const inviteSomebody = (page: Page, email: string) => invite(page, { email, name: 'Schon Weiter', role: 'Finanzen' });

/** Holds back what is sent to an address; `arrive` lets the answer come and waits for it. */
async function holdBack(page: Page, address: string): Promise<{ asked: Promise<unknown>; arrive: () => Promise<void> }> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest(address);
  const answered = page.waitForResponse(address);
  const arrive = async () => {
    release();
    await (await answered).finished();
    await page.unroute(address);
  };
  return { asked, arrive };
}

test('an answer that comes when its page has been left breaks nothing, and leads nobody away', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  const areas = page.getByRole('navigation', { name: 'Bereiche' });
  const title = (name: string) => page.getByRole('heading', { level: 1, name });
  await openInvitations(page);
  const invitation = await holdBack(page, '**/api/fn/accounts/invite');
  await inviteSomebody(page, 'schon.weiter@beispiel.de');
  await invitation.asked;
  await areas.getByRole('link', { name: 'Sozialraumbudget' }).click();
  await expect(title('Sozialraumbudget')).toBeVisible();
  await invitation.arrive();
  // The browser part still runs: a panic would have ended it.
  await areas.getByRole('link', { name: 'Fragebögen' }).click();
  await expect(title('Fragebögen')).toBeVisible();

  await page.goto('/app/frageboegen/neu');
  await page.getByLabel('Titel').fill('Schon weiter');
  const draft = await holdBack(page, '**/api/fn/questionnaires/new-draft');
  await page.getByRole('button', { name: 'Anlegen und entwerfen' }).click();
  await draft.asked;
  await areas.getByRole('link', { name: 'Konten' }).click();
  await expect(title('Konten')).toBeVisible();
  await page.getByText('Jemanden einladen').click();
  await draft.arrive();
  // Where the page that was left led somebody away, there would be nothing to fill.
  await inviteSomebody(page, 'bleibt.hier@beispiel.de');
  await expect(page.getByText('Die Einladung an bleibt.hier@beispiel.de ist unterwegs.')).toBeVisible();
});

test('what is done is said, and what stands stays, when the page cannot be read anew', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/Failed to load resource/);
  await logIn(page, portal, 'Koordination', '/app/konten');
  const before = page.getByText('Hier steht noch der Stand von vorher.');
  const row = (email: string) => page.getByRole('row').filter({ hasText: email });
  await page.getByText('Jemanden einladen').click();
  await expect(page.getByRole('table', { name: 'Konten' })).toBeVisible();
  await expect(before).toHaveCount(0);
  const list = '**/api/fn/accounts/list';
  await page.route(list, (route) => route.abort());
  await inviteSomebody(page, 'noch.nicht.da@beispiel.de');
  const said = page.getByText('Die Einladung an noch.nicht.da@beispiel.de ist unterwegs.');
  await expect(page.locator('.outcome').filter({ has: said })).toBeFocused();
  await expect(before).toBeVisible();
  await expect(page.getByRole('table', { name: 'Konten' })).toBeVisible();
  await expect(row('noch.nicht.da@beispiel.de')).toHaveCount(0);
  await expectGoodLook(page, 'accounts as they were before');
  await page.unroute(list);
  await inviteSomebody(page, 'jetzt.da@beispiel.de');
  await expect(before).toHaveCount(0);
  for (const email of ['noch.nicht.da@beispiel.de', 'jetzt.da@beispiel.de']) await expect(row(email)).toHaveCount(1);
});
