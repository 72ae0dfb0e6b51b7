// A list that is read anew after an act draws only what has changed: what somebody was asked meanwhile, and what they typed, stays.
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { planMeeting, planSeminar, registerGuest } from '../../pages/events.ts';

test('a question about one person stays open while the registration of another one is cancelled', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Seminar mit offener Frage', 5);
  const staff = new URL(page.url()).pathname;
  await registerGuest(browser, portal, address, 'Anna Offen', 'anna.offen@beispiel.de');
  await registerGuest(browser, portal, address, 'Bert Offen', 'bert.offen@beispiel.de');
  await page.goto(staff);

  await page.getByRole('button', { name: 'Stornieren: Anna Offen' }).press('Enter');
  const question = page.getByRole('group', { name: /^Anmeldung von Anna Offen stornieren\?/ });
  await expect(question).toBeVisible();
  await page.getByRole('button', { name: 'Stornieren: Bert Offen' }).press('Enter');
  await page.getByRole('button', { name: 'Wirklich stornieren: Bert Offen' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Die Anmeldung von Bert Offen ist storniert.' })).toBeFocused();
  // The list is the new one, and the question is the old one, which still acts on whom it asks about.
  await expect(page.getByRole('button', { name: 'Stornieren: Bert Offen' })).toHaveCount(0);
  await expect(question).toBeVisible();
  await page.getByRole('button', { name: 'Wirklich stornieren: Anna Offen' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Die Anmeldung von Anna Offen ist storniert.' })).toBeFocused();
  await expect(question).toHaveCount(0);
});

test('what is typed in minutes stays when a task is marked as done, and is saved afterwards', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const meeting = await planMeeting(page, 'Teamtreffen mit angefangenem Protokoll', 0);
  await page.goto(`${meeting}/protokoll`);
  await page.getByRole('button', { name: 'Aufgabe hinzufügen' }).press('Enter');
  const task = page.getByRole('group', { name: '1. Aufgabe' });
  await task.getByLabel('Was').fill('Stühle stellen');
  await task.getByLabel('Wer').fill('Kim Angefangen');
  await page.getByRole('button', { name: 'Protokoll speichern' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Das Protokoll ist gespeichert.' })).toBeFocused();

  const result = page.getByRole('group', { name: '2. Tagesordnungspunkt' }).getByLabel('Ergebnis');
  await result.fill('Noch nicht gespeichert.');
  await page.getByRole('button', { name: 'Erledigt: Stühle stellen' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Wieder offen: Stühle stellen' })).toBeVisible();
  // What is said takes the focus after the list is there: the key for the minutes would be pressed on it.
  await expect(page.locator('.outcome').filter({ hasText: 'Erledigt: Stühle stellen' })).toBeFocused();
  await expect(result).toHaveValue('Noch nicht gespeichert.');
  await page.getByRole('button', { name: 'Protokoll speichern' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Das Protokoll ist gespeichert.' })).toBeFocused();
  await page.reload();
  await expect(result).toHaveValue('Noch nicht gespeichert.');
});
