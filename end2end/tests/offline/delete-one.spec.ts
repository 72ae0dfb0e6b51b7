// Issue 4 §3: each questionnaire on the device can be thrown away singly, after a word on what that means. What is finished and
// has not arrived is lost with it, and nothing else is; the table fits a tablet held upright.
import { CUT_OFF, layCable } from '../../fixtures/cable.ts';
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { WORKS_WELL, beginSheet, fillSheet, saved } from '../../pages/field.ts';

test.use({ viewport: { width: 820, height: 1180 }, expectedConsoleErrors: [new RegExp(CUT_OFF)] });

test('a finished sheet that waits is deleted singly, and the draft beside it is still sent', async ({ page }) => {
  test.slow();
  const server = await startServer();
  // The finished sheet waits while pages are left: none of them may send it past an emulation that ends with it.
  const cable = await layCable(server);
  const { url } = cable.portal;
  try {
    await logIn(page, cable.portal, 'KiSo');
    await page.goto(`${url}/app/erhebungen`);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
    // The device has spoken with the server: before that it is none of the devices, and there is no list of them.
    await page.goto(`${url}/app/geraet`);
    await expect(page.getByRole('rowheader', { name: /\(dieses Gerät\)$/ })).toBeVisible();
    await cable.setOffline(true);
    await beginSheet(page, url);
    await fillSheet(page, { worksWell: 'gehört nicht hierher', isMissing: 'nichts' });
    await saved(page);
    await page.getByRole('button', { name: 'Abschließen und senden' }).click();
    await expect(page.getByRole('cell', { name: 'abgeschlossen, wartet auf das Senden' })).toBeVisible();
    await beginSheet(page, url);
    // Q8: what was typed into one sheet is never offered in another.
    await expect(page.getByLabel(WORKS_WELL)).toHaveValue('');
    await page.getByLabel(WORKS_WELL).fill('bleibt');
    await saved(page);

    await page.goto(`${url}/app/geraet`);
    const waiting = page.getByRole('row', { name: /wartet auf das Senden/ });
    // Send now, take along as a file, throw away: each for itself.
    await expect(waiting.getByRole('button', { name: /^Jetzt senden/ })).toBeVisible();
    await expect(waiting.getByRole('button', { name: /^Als Datei sichern/ })).toBeVisible();
    const frame = page.getByRole('region', { name: 'Fragebögen auf diesem Gerät' });
    expect(await frame.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
    await waiting.getByRole('button', { name: /^Löschen: .*Protokollbogen/ }).click();
    await expect(page.getByRole('button', { name: /^Abbrechen: / })).toBeFocused();
    await expect(page.getByText('Was davon noch nicht angekommen ist, geht verloren')).toBeVisible();
    await expectGoodLook(page, 'the question before a finished sheet is deleted');
    await page.getByRole('button', { name: /^Endgültig löschen: / }).click();
    await expect(page.locator('.outcome').filter({ hasText: 'Der Bogen ist vom Gerät gelöscht.' })).toBeFocused();
    await expect(page.getByRole('cell', { name: 'abgeschlossen, wartet auf das Senden' })).toHaveCount(0);

    // It does not come back, and the numbers that are gone hold up nothing.
    await page.reload();
    await expect(page.getByRole('cell', { name: /^Entwurf,/ })).toHaveCount(1);
    await expect(page.getByText('Die Liste der Geräte gibt es nur mit Netz.')).toBeVisible();
    await cable.setOffline(false);
    // A browser says so. Back online the list comes by itself.
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(page.getByRole('rowheader', { name: /\(dieses Gerät\)$/ })).toBeVisible();
    await expect(page.getByRole('cell', { name: /^Entwurf, .* beim Kreisjugendamt angekommen$/ })).toBeVisible();
    await expect(page.getByText('gehört nicht hierher')).toHaveCount(0);
    await expect(page.getByRole('row', { name: /Protokollbogen/ })).toHaveCount(1);
  } finally {
    await page.close();
    await cable.close();
    await server.stop();
  }
});
