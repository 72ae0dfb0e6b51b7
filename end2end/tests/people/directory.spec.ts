// The directory: find a Kita, change it, be told of a fault, send a table and agree to what it changes.
import { logIn } from '../../fixtures/logins.ts';
import { textBehind } from '../../fixtures/files.ts';
import { expectGoodLook } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';

test('the Koordination finds a Kita by search and filter and sorts the list', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await page.getByRole('link', { name: 'Verzeichnis' }).first().click();
  await expect(page.getByRole('link', { name: /unbesetzte Stelle/ })).toHaveAttribute('href', /\/app\/verzeichnis\/stellen\/[0-9a-f-]{36}$/);
  await page.getByRole('link', { name: 'Kitas', exact: true }).click();
  await expect(page.getByText('98 Einträge')).toBeVisible();
  await page.getByLabel('Suche').fill('MÜLHEIM');
  await expect(page.getByText('5 Einträge')).toBeVisible();
  await page.getByLabel('Suche').fill('gibt es nicht');
  await expect(page.getByText('Dazu gibt es keinen Eintrag')).toBeVisible();
  await page.getByLabel('Suche').fill('');
  await page.getByLabel('Anstellungsträger').selectOption({ label: 'Demo-Kita-Zweckverband Mitte' });
  await expect(page.getByText('4 Einträge')).toBeVisible();
  await page.getByRole('button', { name: 'Nummer' }).click();
  await page.getByRole('button', { name: 'Nummer' }).click();
  await expect(page.getByRole('rowheader').first()).toHaveText('076');
  await page.reload();
  await expect(page.getByText('4 Einträge')).toBeVisible();
  await expect(page.getByRole('rowheader').first()).toHaveText('076');
  await page.getByRole('link', { name: '076' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Demo-Kita 076');
  await page.goBack();
  await expect(page.getByText('4 Einträge')).toBeVisible();
  await expectGoodLook(page, 'list of Kitas');
});

test('a Kita is changed in its form, and a fault stands at its field', async ({ page, portal, expectedConsoleErrors }) => {
  // The browser itself reports the refused request.
  expectedConsoleErrors.push(/422/);
  await logIn(page, portal, 'Koordination', '/app/verzeichnis/kitas?search=031');
  await page.getByRole('link', { name: '031' }).click();
  await expectGoodLook(page, 'page of a Kita');
  await page.getByRole('link', { name: 'Bearbeiten' }).click();
  await expect(page.getByLabel('Stufe gilt ab').or(page.getByLabel('Plätze gelten ab')).first()).toHaveAccessibleDescription(/bleibt der alte Wert im Verlauf/);
  await page.getByLabel('Name').fill('');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Bitte füllen Sie dieses Feld aus.').first()).toBeVisible();
  await expectGoodLook(page, 'form of a Kita with a fault');
  await page.getByLabel('Name').fill('Demo-Kita 031 "Neu" <b>');
  await page.getByLabel('Nummer').fill('032');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Das gibt es schon.').first()).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('Demo-Kita 031 "Neu" <b>');
  await page.getByLabel('Nummer').fill('031');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Demo-Kita 031 "Neu" <b>' })).toBeVisible();
});

test('a table is shown first, taken over by agreement, and changes nothing a second time', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/verzeichnis/kommunen');
  const csv = await textBehind(page.getByRole('link', { name: 'Als CSV-Datei' }));
  const changed = { name: 'kommunen.csv', mimeType: 'text/csv', buffer: Buffer.from(csv.replace('Acht;', 'Achtzehn;')) };
  await page.goto('/app/verzeichnis/einspielen');
  await page.getByLabel('Datei').setInputFiles(changed);
  await page.getByRole('button', { name: 'Prüfen' }).click();
  await expect(page.getByText('Zu schreiben: 1 Zeile')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'neu' })).toBeVisible();
  await expect(page.locator('.outcome').filter({ hasText: 'Zu schreiben' })).toBeFocused();
  await expect(page.getByRole('table', { name: 'Was sich ändern würde' })).toBeVisible();
  await expectGoodLook(page, 'preview of an import');
  await page.getByRole('button', { name: '1 Zeile übernehmen' }).click();
  await expect(page.getByText('1 Zeile gespeichert.')).toBeVisible();
  await expect(page.locator('.outcome').filter({ hasText: 'gespeichert' })).toBeFocused();
  await expect(page.getByRole('table', { name: 'Was geändert wurde' })).toBeVisible();
  await page.getByRole('button', { name: 'Prüfen' }).click();
  await expect(page.getByText('steht schon so im Verzeichnis')).toBeVisible();
});

test('a file that is no table is refused with a sentence', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/422/);
  await logIn(page, portal, 'Koordination', '/app/verzeichnis/einspielen');
  await page.getByLabel('Datei').setInputFiles({
    name: 'liste.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('PK\u0003\u0004 und sonst nichts'),
  });
  await page.getByRole('button', { name: 'Prüfen' }).click();
  await expect(page.getByText('Diese Datei lässt sich nicht lesen.').first()).toBeVisible();
});

test('a Leitung sees its own Kita and no way to change it', async ({ page, portal }) => {
  await logIn(page, portal, 'Kita-Leitung', '/app/verzeichnis/kitas');
  await expect(page.getByText('1 Eintrag')).toBeVisible();
  await page.getByRole('link', { name: '024' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Demo-Kita 024');
  await expect(page.getByRole('link', { name: 'Bearbeiten' })).toHaveCount(0);
});

test('the employer of a Kita changes: the old agreement ends, the new one begins', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/422/);
  await logIn(page, portal, 'Koordination', '/app/verzeichnis/kitas?search=055');
  await page.getByRole('link', { name: '055' }).click();
  const terms = page.locator('section', { has: page.getByRole('heading', { name: 'Kitas der Vereinbarungen' }) });
  await terms.getByRole('rowheader').getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Kita der Vereinbarung bearbeiten' })).toBeVisible();
  await expect(page.getByLabel('Beginn')).toHaveAccessibleDescription(/genau einen Anstellungsträger/);
  await page.getByLabel('Ende').fill('1999-12-31');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByLabel('Ende')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Ende').fill('2032-12-31');
  await expectGoodLook(page, 'form of a Kita of an agreement');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('cell', { name: '31.12.2032' })).toBeVisible();
  await page.getByRole('link', { name: '055' }).click();
  await expect(page.getByLabel('Ende')).toHaveValue('2032-12-31');
  await page.getByRole('button', { name: /^Entfernen/ }).click();
  await page.getByRole('button', { name: /^Wirklich entfernen/ }).click();
  await expect(page.getByRole('heading', { name: 'Kitas der Vereinbarungen' })).toBeVisible();
  await expect(page.getByRole('link', { name: '055' })).toHaveCount(0);
});
