// Questionnaires on paper: the Koordination prints one, the KiSo types what comes back.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

const SURVEY = 'Elternbefragung zur Kita-Sozialarbeit';

test('a questionnaire is printed as a sheet with numbers, codes and arrows', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/frageboegen');
  await page.getByRole('link', { name: SURVEY }).first().click();
  await page.getByRole('link', { name: 'Auf Papier drucken' }).click();
  await expect(page.getByRole('heading', { level: 1, name: SURVEY })).toBeVisible();
  const questions = page.locator('.paper__question');
  await expect(questions.first()).toContainText('1. ');
  const choices = page.locator('.paper__choices li');
  await expect(choices.first().locator('.paper__number')).toHaveText('1');
  await expect(page.locator('.paper').getByText(/^→ weiter mit Frage \d+$/).first()).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'a questionnaire on paper');

  // On paper stands the sheet alone, and it fits on A4.
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.header')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Drucken' })).toBeHidden();
  await expect(questions.first()).toBeVisible();
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  // 210 × 297 mm in points.
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
});

test('the KiSo types sheets by code and Enter, and they count', async ({ page, portal }) => {
  await logIn(page, portal, 'KiSo', '/app/erhebungen');
  await page.getByRole('link', { name: 'Bögen auf Papier' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Bögen auf Papier' })).toBeVisible();
  await expectGoodLook(page, 'Erhebungen on paper');
  await page.getByRole('link', { name: new RegExp(`^Bögen eingeben ?: ${SURVEY}`) }).first().click();
  await expect(page.getByRole('heading', { level: 2, name: 'Bogen 1' })).toBeVisible();
  await expectOneName(page);

  const fields = page.locator('.typed input');
  await fields.first().focus();
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect(fields.nth(1)).toBeFocused();
  // A code that does not exist is said at once, and the field keeps the focus.
  await page.keyboard.type('99');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Diesen Code gibt es hier nicht.')).toBeVisible();
  await expect(fields.nth(1)).toBeFocused();
  await expectGoodLook(page, 'typing a sheet, with a fault');
  await fields.nth(1).fill('1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Diesen Code gibt es hier nicht.')).toHaveCount(0);
  await expect(fields.nth(2)).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(fields.nth(1)).toBeFocused();

  // A question that an answer brings along is there for the next Enter.
  const known = page.getByLabel(/Kennen Sie die Kita-Sozialarbeit in dieser Kita\?/);
  const used = page.getByLabel(/Welche Angebote haben Sie schon genutzt\?/);
  await expect(used).toHaveCount(0);
  await known.fill('1');
  await known.press('Enter');
  await expect(used).toBeFocused();
  await used.fill('1 2');
  await fields.first().focus();

  // Enter alone passes over what is blank on paper, down to the button.
  const store = page.getByRole('button', { name: 'Bogen speichern' });
  for (let left = await fields.count(); left > 0; left -= 1) {
    const field = page.locator('.typed input:focus');
    const id = await field.getAttribute('id');
    await page.keyboard.press('Enter');
    await expect(page.locator(`:focus:not([id="${id}"])`)).toHaveCount(1);
  }
  await expect(store).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 Bogen ist gespeichert.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Bogen 2' })).toBeVisible();
  await expect(fields.first()).toBeFocused();
  await expect(fields.first()).toHaveValue('');

  await store.click();
  await expect(page.getByText('Auf diesem Bogen steht noch keine Antwort.')).toBeVisible();
});
