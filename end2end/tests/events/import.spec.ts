// Issue 5 §2: registrations from a file take the same seats as everybody else: shown first, taken by agreement, once.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { planSeminar } from '../../pages/events.ts';

const HEAD = 'Name;E-Mail-Adresse;Funktion;Andere Einrichtung';

function csv(...lines: string[]): { name: string; mimeType: string; buffer: Buffer } {
  return { name: 'anmeldungen.csv', mimeType: 'text/csv', buffer: Buffer.from([HEAD, ...lines, ''].join('\r\n')) };
}

test('a list is looked at, a fault is named by its cell, and who is agreed on gets a seat and a mail', async ({ page, portal }) => {
  await planSeminar(page, portal, 'Startseminar aus Datei', 2, { waitingList: true });
  await page.getByRole('link', { name: 'Anmeldungen einspielen' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Anmeldungen aus Datei einspielen' })).toBeVisible();
  const lines = ['Anna Datei;anna.datei@beispiel.de;KiSo;', 'Bernd Datei;bernd.datei@beispiel.de;Andere;Jugendamt'];

  await page.getByLabel('Datei', { exact: true }).setInputFiles(csv(...lines, 'Carla Datei;keine Adresse;Chefin;'));
  await page.getByRole('button', { name: 'Prüfen' }).press('Enter');
  const faults = page.getByRole('table', { name: 'Fehler in der Datei' });
  await expect(faults.getByRole('cell', { name: 'C „Funktion“' })).toBeVisible();
  await expect(faults.getByRole('cell', { name: 'B „E-Mail-Adresse“' })).toBeVisible();
  await expectGoodLook(page, 'faults in an import of registrations');

  const good = csv(...lines, 'Carla Datei;carla.datei@beispiel.de;Andere;');
  await page.getByLabel('Datei', { exact: true }).setInputFiles(good);
  await page.getByRole('button', { name: 'Prüfen' }).press('Enter');
  await expect(page.getByText('Zu schreiben: 3 Zeilen')).toBeVisible();
  await expect(page.getByRole('row', { name: /Anna Datei/ })).toContainText('nicht angemeldet → Platz');
  await expect(page.getByRole('row', { name: /Carla Datei/ })).toContainText('Warteliste');
  await expect(page.locator('.outcome').filter({ hasText: 'Zu schreiben' })).toBeFocused();
  await expectOneName(page);
  await expectGoodLook(page, 'preview of an import of registrations');
  await page.getByRole('button', { name: '3 Zeilen übernehmen' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: '3 Zeilen gespeichert.' })).toBeFocused();
  await page.getByRole('button', { name: 'Prüfen' }).press('Enter');
  // Focused, as above: it takes the focus a frame after it stands there, and the key for the link would be pressed on it.
  await expect(page.locator('.outcome').filter({ hasText: 'Alle in dieser Datei sind schon angemeldet.' })).toBeFocused();

  await page.getByRole('link', { name: 'Zur Veranstaltung' }).press('Enter');
  await expect(page.getByText('2 von 2 Plätzen belegt.')).toBeVisible();
  await expect(page.getByRole('row', { name: /Carla Datei/ })).toContainText('Warteliste');
  expect((await mailTo(portal, 'anna.datei@beispiel.de', 'Ihre Anmeldung')).text).toContain('Startseminar aus Datei');
});
