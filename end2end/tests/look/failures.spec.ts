import { expectGoodLook, expectOneName, untilLive } from '../../fixtures/look.ts';
import type { Page } from '@playwright/test';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import type { RunningServer } from '../../fixtures/server.ts';

/** The page names a number, and the server's log has a line under it that says where, but not what. */
async function expectIncident(page: Page, portal: RunningServer, line: RegExp): Promise<void> {
  const number = page.getByText(/^Nummer des Vorfalls: [A-Z2-9]{8}$/);
  await expect(number).toBeVisible();
  const [id = ''] = /[A-Z2-9]{8}$/.exec((await number.textContent()) ?? '') ?? [];
  const logged = () => portal.output().split('\n').filter((one) => one.includes(id)).join('\n');
  await expect.poll(logged).toMatch(line);
}

test.describe('an unknown address', () => {
  test.use({ expectedConsoleErrors: [/status of 404/] });
  test('says so and leads to the start', async ({ page, portal }) => {
    const answer = await page.goto('/gibt-es-nicht');
    expect(answer?.status()).toBe(404);
    await untilLive(page);
    await expectOneName(page);
    await expect(page.getByRole('heading', { name: 'Seite nicht gefunden' })).toBeVisible();
    await expectGoodLook(page, 'unknown address');
    await expectIncident(page, portal, /404.*\/gibt-es-nicht/);
    await page.getByRole('link', { name: 'Zur Startseite' }).click();
    await expect(page).toHaveURL(/\/$/);
  });
});

test.describe('the staff zone without a session', () => {
  test.use({ expectedConsoleErrors: [/status of 401/] });
  test('asks for the login and comes back to the same page', async ({ page, portal }) => {
    await page.goto('/app/verzeichnis/kitas?search=Mendig');
    await expect(page.getByRole('heading', { name: 'Nicht angemeldet' })).toBeVisible();
    await expectOneName(page);
    await expectGoodLook(page, 'staff zone without a session');
    await expectIncident(page, portal, /401.*\/app\/verzeichnis/);
    await page.getByRole('link', { name: 'Zur Anmeldung' }).click();
    await expect(page.locator('input[name=next]')).toHaveValue('/app/verzeichnis/kitas?search=Mendig');
  });
});

test.describe('a page or a file that the right is missing for', () => {
  test.use({ expectedConsoleErrors: [/status of 403/] });
  test('says so, with a number and a way on', async ({ page, portal }) => {
    await logIn(page, portal, 'Kasse', '/app/konten');
    await expect(page.getByRole('heading', { name: 'Kein Recht für diese Seite' })).toBeVisible();
    await expectOneName(page);
    await expectGoodLook(page, 'staff zone without the right');
    await expectIncident(page, portal, /403.*\/app\/konten/);
    // A file has no page of its own: the server makes one.
    const answer = await page.goto('/api/export/budget/2026/kitas.csv');
    expect(answer?.status()).toBe(403);
    await expect(page.getByRole('heading', { name: 'Kein Recht für diese Seite' })).toBeVisible();
    await expectIncident(page, portal, /403/);
    await expect(page.getByRole('link', { name: 'Zur Startseite' })).toBeVisible();
  });
});

test.describe('the server is away', () => {
  test.use({ expectedConsoleErrors: [/Failed to load resource/] });
  test('the staff zone says so and offers to try again', async ({ page }) => {
    await page.goto('/app');
    await page.route('**/api/**', (route) => route.abort());
    await page.goto('/app');
    await expect(page.getByRole('heading', { name: 'Server nicht erreichbar' })).toBeVisible();
    await expectGoodLook(page, 'server away');
    // Nothing reaches the log.
    await expect(page.getByText('Nummer des Vorfalls')).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Seite neu laden' })).toBeVisible();
  });
});

test('a form with faults names each above the fields and beside it, and keeps what was typed', async ({ page }) => {
  await page.goto('/rueckmeldung');
  await untilLive(page);
  await page.getByLabel('Um welche Seite geht es?').fill('Impressum');
  await page.getByLabel('Ihre E-Mail-Adresse').fill('niemand');
  await page.getByRole('button', { name: 'Meldung senden' }).click();
  await expect(page.locator('.outcome')).toBeFocused();
  await expect(page.getByText('2 Angaben stimmen noch nicht.')).toBeVisible();
  await expect(page.getByLabel('Um welche Seite geht es?')).toHaveValue('Impressum');
  await expectGoodLook(page, 'form with faults');
  await page.getByRole('link', { name: 'Ihre Meldung: Bitte füllen Sie dieses Feld aus.' }).click();
  await expect(page.getByLabel('Ihre Meldung')).toBeFocused();
  await expect(page.getByLabel('Ihre Meldung')).toHaveAccessibleDescription(/Bitte füllen Sie dieses Feld aus\./);
});

test('no form scolds before it was sent', async ({ page }) => {
  await page.goto('/rueckmeldung');
  await untilLive(page);
  await page.getByLabel('Ihre E-Mail-Adresse').fill('niemand');
  // Backwards, to a field: on the way to the button nothing is judged, the button does that.
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('#reply_to-fault')).toBeVisible();
  await expect(page.locator('.outcome')).toBeEmpty();
});
