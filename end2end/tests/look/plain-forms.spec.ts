// Public forms without WASM: the page that comes back opens at what it says, also on a phone.
import { expect, test } from '../../fixtures/portal.ts';

test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 640 } });
// The answer to a faulty form is an error status on purpose.
test.use({ expectedConsoleErrors: [/status of 4\d\d/] });

test('a faulty report opens at its faults', async ({ page }) => {
  await page.goto('/rueckmeldung');
  await page.getByLabel('Ihre E-Mail-Adresse').fill('niemand');
  await page.getByRole('button', { name: 'Meldung senden' }).click();
  await expect(page).toHaveURL(/\/rueckmeldung#ergebnis$/);
  await expect(page.getByText('Angaben stimmen noch nicht.')).toBeInViewport();
  await expect(page.getByLabel('Ihre E-Mail-Adresse')).toHaveValue('niemand');
});

test('a refused login opens at its reason', async ({ page, portal }) => {
  await page.goto('/anmelden');
  await page.getByLabel('E-Mail-Adresse').fill('niemand@beispiel.de');
  await page.getByLabel('Passwort').fill('stimmt nicht, aber lang genug');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.locator('#ergebnis')).toBeInViewport();
  await expect(page.locator('#ergebnis')).toContainText('Eine Angabe stimmt noch nicht.');
});

test('a form without faults leads on as before', async ({ page }) => {
  await page.goto('/rueckmeldung');
  await page.getByLabel('Ihre Meldung').fill('Die Schrift ist zu klein.');
  await page.getByRole('button', { name: 'Meldung senden' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Meldung gesendet' })).toBeInViewport();
});
