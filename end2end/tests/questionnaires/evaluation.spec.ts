// The Koordination evaluates a questionnaire over all its Erhebungen: filters, years, two questions, files.
import { readFile } from 'node:fs/promises';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

const TITLE = 'Elternbefragung zur Kita-Sozialarbeit';

test('a questionnaire is evaluated by year and Kita, crossed and taken along as files', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  await page.goto('/app/frageboegen');
  await page.getByRole('link', { name: TITLE }).click();
  await page.getByRole('link', { name: 'Auswerten', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Auswertung: ${TITLE}` })).toBeVisible();
  await expect(page.getByText('128 ausgefüllte Bögen aus 3 Erhebungen. Rücklauf: 128 von 210 Angefragten, 61 %.')).toBeVisible();
  await expect(page.getByText('Anzahlen von 1 bis 4 werden nicht gezeigt.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Jahre im Vergleich' })).toBeVisible();

  await page.getByLabel('Zeilen').selectOption({ label: 'Kennen Sie die Kita-Sozialarbeit in dieser Kita?' });
  await page.getByLabel('Spalten').selectOption({ label: 'Ich fühle mich in der Kita willkommen.' });
  const crosstab = page.getByRole('table', { name: /^Kennen Sie die Kita-Sozialarbeit.* – nach: Ich fühle mich/ });
  await expect(crosstab.getByRole('rowheader')).toHaveText(['Ja', 'Nein']);
  await expect(crosstab.getByRole('cell').filter({ hasText: '%' }).first()).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'an evaluation');

  // The address holds what was chosen, so a reload shows the same.
  await page.reload();
  await expect(crosstab).toBeVisible();
  const year = page.getByRole('combobox', { name: /^Jahr/ });
  const [earlier] = await year.getByRole('option').filter({ hasText: /^\d{4}$/ }).allTextContents();
  await year.selectOption({ label: earlier ?? '' });
  await expect(page.getByText(/^40 ausgefüllte Bögen aus 1 Erhebung\. Rücklauf: 40 von 80 Angefragten, 50\s%\.$/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Jahre im Vergleich' })).toBeHidden();
  expect(page.url()).toContain(`year=${earlier}`);

  const link = page.getByRole('link', { name: 'Als CSV-Datei' });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
  expect(lines[0]).toBe('\u{FEFF}Name;Frage;Code;Antwort;Anzahl;Anteil der Beantwortungen in %');
  const [picture] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Als Bild/ }).first().click()]);
  expect(picture.suggestedFilename()).toMatch(/^frage-\d+\.svg$/);
  const save = page.getByRole('button', { name: /^Als Bild \(PNG\)/ }).first();
  const [drawn] = await Promise.all([page.waitForEvent('download'), save.click()]);
  expect(drawn.suggestedFilename()).toMatch(/^frage-\d+\.png$/);
  const png = await readFile(await drawn.path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  // Two dots for each of the 800 units of its width (PNG, chunk IHDR).
  expect(png.readUInt32BE(16)).toBe(1600);
});

test('how many were asked is entered where the answers are, and a wrong number is named', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await page.goto('/app/frageboegen/erhebungen');
  const row = page.getByRole('row').filter({ hasText: TITLE }).filter({ hasText: '28' });
  await row.getByRole('link', { name: TITLE }).click();
  await expect(page.getByText('Rücklauf: 28 von 45 Angefragten, 62 %.')).toBeVisible();
  const asked = page.getByLabel('Angefragte Personen');
  await asked.fill('viele');
  await page.getByRole('button', { name: 'Zahl speichern' }).click();
  await expect(page.getByText('Bitte geben Sie eine Zahl von 1 bis 100000 ein.').first()).toBeVisible();
  await expect(asked).toHaveValue('viele');
  await asked.fill('45');
  await page.getByRole('button', { name: 'Zahl speichern' }).click();
  await expect(page.getByText('Bitte geben Sie eine Zahl')).toHaveCount(0);
  await expect(page.getByText('Rücklauf: 28 von 45 Angefragten, 62 %.')).toBeVisible();
});
