// Issue 3 §1 and §3: questions that come while somebody types never take the keyboard away, wherever they come.
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { importWorkbook } from '../../pages/questionnaires.ts';

const SURVEY = [
  ['type', 'name', 'label::German (de)', 'relevant'],
  ['text', 'erste', 'Erste von oben', '${unten} != \'\''],
  ['select_one ja_nein', 'zweite', 'Zweite von oben', '${unten} != \'\''],
  ['text', 'unten', 'Ganz unten', ''],
];
const CHOICES = [['list_name', 'name', 'label::German (de)'], ['ja_nein', 'ja', 'Ja'], ['ja_nein', 'nein', 'Nein']];

test('several questions that come above the field somebody types in leave it the keyboard', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await importWorkbook(page, { title: 'Von unten nach oben', id: 'unten', survey: SURVEY, choices: CHOICES });
  await page.goto(`${new URL(page.url()).pathname}/entwurf`);
  const phone = page.getByRole('group', { name: 'Vorschau auf dem Telefon' });
  const below = phone.getByLabel('Ganz unten');
  await expect(below).toBeVisible();
  await below.focus();
  await page.keyboard.type('a');
  await expect(phone.getByLabel('Erste von oben')).toBeVisible();
  await expect(phone.getByRole('group', { name: 'Zweite von oben' })).toBeVisible();
  await expect(below).toBeFocused();
  await page.keyboard.type('b');
  await expect(below).toHaveValue('ab');
  // They go again, and the keyboard still stays.
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await expect(phone.getByLabel('Erste von oben')).toHaveCount(0);
  await expect(below).toBeFocused();
});
