// The Koordination evaluates a questionnaire over all its Erhebungen: filters, waves, two questions, files.
import { readFile } from 'node:fs/promises';
import { download, linesOf, textBehind } from '../../fixtures/files.ts';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { inDays } from '../../pages/events.ts';
import { planErhebung } from '../../pages/questionnaires.ts';
import { openSurvey } from '../../pages/survey.ts';

const TITLE = 'Elternbefragung zur Kita-Sozialarbeit';

test('a questionnaire is evaluated by wave and Kita, crossed and taken along as files', async ({ untouched, page }) => {
  test.slow();
  // Elsewhere others answer it, and plan more of its Erhebungen.
  await logIn(page, untouched, 'Koordination', '/app/frageboegen');
  await page.getByRole('link', { name: TITLE }).click();
  await page.getByRole('link', { name: 'Auswerten', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Auswertung: ${TITLE}` })).toBeVisible();
  await expect(page.getByText('128 ausgefüllte Bögen aus 3 Erhebungen. Rücklauf: 128 von 210 Angefragten, 61 %.')).toBeVisible();
  await expect(page.getByText('Anzahlen von 1 bis 4 werden nicht gezeigt.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Wellen im Vergleich' })).toBeVisible();

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
  const wave = page.getByRole('combobox', { name: /^Welle/ });
  const [earlier] = await wave.getByRole('option').filter({ hasText: /^\d{4}$/ }).allTextContents();
  await wave.selectOption({ label: earlier ?? '' });
  // What began 400 and 60 days ago began in one year when it is February: then both are one wave.
  const isShared = inDays(-400).slice(0, 4) === inDays(-60).slice(0, 4);
  const counted = isShared ? '68 ausgefüllte Bögen aus 2 Erhebungen' : '40 ausgefüllte Bögen aus 1 Erhebung';
  const returned = isShared ? '68 von 125 Angefragten, 54' : '40 von 80 Angefragten, 50';
  await expect(page.getByText(new RegExp(`^${counted}\\. Rücklauf: ${returned}\\s%\\.$`))).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Wellen im Vergleich' })).toBeHidden();
  expect(page.url()).toContain(`year=${earlier}`);

  const lines = linesOf(await textBehind(page.getByRole('link', { name: 'Als CSV-Datei' })));
  expect(lines[0]).toBe('\u{FEFF}Name;Frage;Code;Antwort;Anzahl;Anteil der Beantwortungen in %');
  const picture = await download(page.getByRole('link', { name: /^Als Bild/ }).first());
  expect(picture.suggestedFilename()).toMatch(/^frage-\d+\.svg$/);
  const drawn = await download(page.getByRole('button', { name: /^Als Bild \(PNG\)/ }).first());
  expect(drawn.suggestedFilename()).toMatch(/^frage-\d+\.png$/);
  const png = await readFile(await drawn.path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  // Two dots for each of the 800 units of its width (PNG, chunk IHDR).
  expect(png.readUInt32BE(16)).toBe(1600);
});

const SCALE = {
  survey: [
    ['type', 'name', 'label::German (de)'],
    ['select_one zustimmung', 'willkommen', 'Ich fühle mich willkommen.'],
    ['select_one zustimmung', 'sicher', 'Mein Kind ist gut aufgehoben.'],
    ['integer', 'alter', 'Wie alt sind Sie?'],
  ],
  choices: [
    ['list_name', 'name', 'label::German (de)'],
    ['zustimmung', 'voll', 'Stimmt genau'],
    ['zustimmung', 'eher', 'Stimmt eher'],
    ['zustimmung', 'nicht', 'Stimmt nicht'],
  ],
};

/** Fifteen people of fifteen ages, five in each class that is shown. */
const AGES = [20, 40, 60].flatMap((first) => [0, 1, 2, 3, 4].map((more) => first + more));

test('questions with one scale are bars beneath each other, many numbers are classes, and each wave of a year has its column', async ({
  page,
  portal,
  browser,
}) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage mit Skala', SCALE);
  const context = await browser.newContext({ locale: 'de', javaScriptEnabled: false });
  const phone = await context.newPage();
  for (const [person, age] of AGES.entries()) {
    // Somebody else's phone: a cookie is all by which one is known that has answered.
    await context.clearCookies();
    await phone.goto(address);
    await phone.getByRole('group', { name: /^Ich fühle/ }).getByLabel(person < 10 ? 'Stimmt genau' : 'Stimmt eher', { exact: true }).check();
    await phone.getByRole('group', { name: /^Mein Kind/ }).getByLabel(person < 5 ? 'Stimmt eher' : 'Stimmt nicht', { exact: true }).check();
    await phone.getByLabel('Wie alt sind Sie?').fill(String(age));
    await phone.getByRole('button', { name: 'Absenden' }).click();
    await expect(phone.getByRole('heading', { name: 'Vielen Dank!' })).toBeVisible();
  }
  await context.close();
  await page.goto('/app/frageboegen');
  await page.getByRole('link', { name: 'Umfrage mit Skala' }).click();
  await page.getByRole('link', { name: 'Auswerten', exact: true }).click();
  await expect(page.getByText('15 ausgefüllte Bögen aus 1 Erhebung.')).toBeVisible();

  const stacked = page.getByRole('table', { name: 'Fragen mit gleichen Antworten', exact: true });
  await expect(stacked.getByRole('columnheader')).toHaveText(['Frage', 'Stimmt genau', 'Stimmt eher', 'Stimmt nicht']);
  const row = (question: string) => stacked.getByRole('row').filter({ hasText: question });
  await expect(row('Ich fühle mich willkommen.').getByRole('cell')).toHaveText(['10', '5', '0']);
  await expect(row('Mein Kind ist gut aufgehoben.').getByRole('cell')).toHaveText(['0', '5', '10']);
  // The bars beside the numbers: ten and five of fifteen, in thousandths.
  const parts = row('Ich fühle mich willkommen.').locator('.chart__bar rect:not(.chart__track)');
  await expect(parts).toHaveCount(3);
  for (const [part, width] of ['666', '334', '0'].entries()) await expect(parts.nth(part)).toHaveAttribute('width', width);

  const histogram = page.getByRole('table', { name: 'Wie alt sind Sie?', exact: true });
  await expect(histogram.getByRole('rowheader')).toHaveText(['20–24', '40–44', '60–64']);
  await expect(histogram.getByRole('cell', { name: '5', exact: true })).toHaveCount(3);
  await expect(histogram.locator('.chart__bar rect.chart__value')).toHaveCount(3);
  await expectOneName(page);
  await expectGoodLook(page, 'an evaluation with a scale and classes');

  const svg = page.getByRole('link', { name: /^Als Bild \(SVG\) ?: Fragen mit gleichen Antworten/ });
  const [picture] = await Promise.all([page.waitForEvent('download'), svg.click()]);
  expect(picture.suggestedFilename()).toMatch(/^fragen-\d+\.svg$/);
  const text = await readFile(await picture.path(), 'utf8');
  expect(text).toContain('Ich fühle mich willkommen. Stimmt genau: 10, Stimmt eher: 5, Stimmt nicht: 0; beantwortet: 15.');
  const save = page.getByRole('button', { name: /^Als Bild \(PNG\) ?: Fragen mit gleichen Antworten/ });
  const [drawn] = await Promise.all([page.waitForEvent('download'), save.click()]);
  const png = await readFile(await drawn.path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(1600);

  // Asked again on another day of the same year: two waves, and no choice that holds both.
  const evaluation = page.url();
  const year = inDays(0).slice(0, 4);
  const waves = [`${year}, 1. Erhebung`, `${year}, 2. Erhebung`];
  await page.getByRole('link', { name: 'Zum Fragebogen' }).click();
  const begins = inDays(inDays(1).startsWith(year) ? 1 : -1);
  await planErhebung(page, { begins });
  await page.goto(evaluation);
  const compared = page.getByRole('table', { name: 'Ich fühle mich willkommen. – nach Wellen', exact: true });
  await expect(compared.getByRole('columnheader')).toHaveText(['Antwort', ...waves]);
  const wave = page.getByRole('combobox', { name: /^Welle/ });
  await expect(wave.getByRole('option')).toHaveText(['Alle', ...waves]);
  await wave.selectOption({ label: `${year}, 2. Erhebung` });
  await expect(page).toHaveURL(new RegExp(`year=${year}-2$`));
  await expect(page.getByText(/aus 1 Erhebung\./)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Wellen im Vergleich' })).toBeHidden();
  // That nobody has answered in the new one is said once.
  await wave.selectOption({ index: begins > inDays(0) ? 2 : 1 });
  await expect(page.getByText('Noch kein ausgefüllter Bogen aus 1 Erhebung.')).toBeVisible();
  await expect(page.getByText(/Bogen|Bögen/)).toHaveCount(1);
});

test('how many were asked is entered where the answers are, and a wrong number is named', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/frageboegen/erhebungen');
  // The number itself: on some days of a month the dates of the others have a 28 in them.
  const row = page.getByRole('row').filter({ hasText: TITLE }).filter({ has: page.getByRole('cell', { name: '28', exact: true }) });
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

const SPOKEN = [
  { locale: 'de', no: 'Nein', next: 'Weiter', send: 'Absenden', thanks: 'Vielen Dank!' },
  { locale: 'ar', no: 'لا', next: 'التالي', send: 'إرسال', thanks: 'شكرًا جزيلًا!' },
];

test('answers are evaluated by the language in which they were given, over all Kitas only', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage in zwei Sprachen');
  for (const { locale, no, next, send, thanks } of SPOKEN) {
    // The first with what WASM sends, the others without JavaScript.
    for (const [javaScriptEnabled, people] of [[true, 1], [false, 4]] as const) {
      const context = await browser.newContext({ locale, javaScriptEnabled });
      const phone = await context.newPage();
      for (let person = 0; person < people; person += 1) {
        await context.clearCookies();
        await phone.goto(address);
        await phone.getByLabel(no, { exact: true }).check();
        await phone.getByRole('button', { name: next, exact: true }).click();
        await phone.getByRole('button', { name: next, exact: true }).click();
        await phone.getByRole('button', { name: send, exact: true }).click();
        await expect(phone.getByRole('heading', { name: thanks })).toBeVisible();
      }
      await context.close();
    }
  }
  await page.goto('/app/frageboegen');
  await page.getByRole('link', { name: 'Umfrage in zwei Sprachen' }).click();
  await page.getByRole('link', { name: 'Auswerten', exact: true }).click();
  await expect(page.getByText('10 ausgefüllte Bögen aus 1 Erhebung.')).toBeVisible();
  await page.getByRole('combobox', { name: /^Sprache der Antworten/ }).selectOption({ label: 'العربية' });
  await expect(page.getByText(/^5 ausgefüllte Bögen aus 1 Erhebung\./)).toBeVisible();
  await expect(page.getByText('Nach Sprache gibt es keine Wörter aus freien Texten')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Zwei Fragen im Vergleich' })).toHaveCount(0);
  expect(page.url()).toContain('language=ar');
  await expect(page.getByRole('link', { name: 'Als CSV-Datei' })).toHaveAttribute('href', /language=ar/);
  await expectGoodLook(page, 'an evaluation by language');

  // A reload shows the same, and a Kita besides shows nothing.
  await page.reload();
  await expect(page.getByText(/^5 ausgefüllte Bögen aus 1 Erhebung\./)).toBeVisible();
  await page.getByRole('combobox', { name: /^Kita/ }).selectOption({ index: 1 });
  await expect(page.getByText('Nach Sprache wird nur über alle Kitas zusammen ausgewertet')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ergebnisse' })).toHaveCount(0);
  await expectGoodLook(page, 'an evaluation that would tell too much');
});
