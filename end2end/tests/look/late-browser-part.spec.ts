// On slow lines people type before the browser part arrives; it must take over what stands in the fields.
import type { Page } from '@playwright/test';
import { untilLive } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';

/** Holds the browser part back until the returned function is called. */
async function holdBrowserPart(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*.wasm', async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test('what was typed, chosen and ticked before the page came alive stays and is judged', async ({ page }) => {
  const arrive = await holdBrowserPart(page);
  await page.goto('/veranstaltungen', { waitUntil: 'commit' });
  // One of the demo's own, for people alone: what other specs have planned may be over already.
  await page.locator('main a[href^="/veranstaltungen/"]').filter({ hasText: 'Netzwerktreffen im Sozialraum Pellenz' }).first().click();
  await page.getByLabel('Vor- und Nachname').fill('Erika "Muster"');
  await page.getByLabel('Ihre Funktion').selectOption({ label: 'Kita-Leitung' });
  await page.getByLabel('Ihre Kita').selectOption({ index: 3 });
  const kita = await page.getByLabel('Ihre Kita').inputValue();
  await page.getByLabel('Wünsche zum Essen').fill('vegetarisch\nohne Nüsse');

  arrive();
  await untilLive(page);
  await expect(page.getByLabel('Vor- und Nachname')).toHaveValue('Erika "Muster"');
  await expect(page.getByLabel('Ihre Funktion')).toHaveValue('kita_leitung');
  await expect(page.getByLabel('Ihre Kita')).toHaveValue(kita);
  await expect(page.getByLabel('Wünsche zum Essen')).toHaveValue('vegetarisch\nohne Nüsse');

  // The browser part knows the values too: it finds fault with the missing address only.
  await page.getByRole('button', { name: 'Verbindlich anmelden' }).click();
  await expect(page.locator('#email-fault')).toBeVisible();
  await expect(page.locator('#name-fault')).toHaveCount(0);
  await expect(page.getByLabel('Vor- und Nachname')).toHaveValue('Erika "Muster"');
});

test('a page chosen later does not inherit what stands in a field of the same name', async ({ page }) => {
  await page.goto('/anmelden');
  await untilLive(page);
  await page.getByLabel('E-Mail-Adresse').fill('erika@beispiel.de');
  await page.getByRole('link', { name: 'Passwort vergessen' }).click();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Anmelden');
  await expect(page.getByLabel('E-Mail-Adresse')).toHaveValue('');
});
