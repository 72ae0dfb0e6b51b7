// Issue 5: Teamtreffen with minutes that are mailed and approved by the next meeting, and tasks that stay until they are done.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { PHONE, inDays, planMeeting, registerGuest } from '../../pages/events.ts';
import { tabTo } from '../../pages/keys.ts';

test('a Teamtreffen has minutes and tasks, and the next meeting approves them', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const first = await planMeeting(page, 'Teamtreffen im Herbst', 2);
  await registerGuest(browser, portal, first.replace('/app', ''), 'Kim Protokoll', 'kim.protokoll@beispiel.de');

  // The agenda is there before anything is written; faults are named at their row.
  await page.goto(first);
  await page.getByRole('main').getByRole('link', { name: 'Protokoll' }).click();
  const point = (number: number) => page.getByRole('group', { name: `${number}. Tagesordnungspunkt` });
  await expect(point(2).getByLabel('Thema')).toHaveValue('Sommerfest');
  await point(2).getByLabel('Ergebnis').fill('Wir feiern im Juli.');
  await point(2).getByLabel('Beschluss').fill('Termin: 10. Juli');
  await page.getByRole('button', { name: 'Aufgabe hinzufügen' }).press('Enter');
  const task = page.getByRole('group', { name: '1. Aufgabe' });
  await task.getByLabel('Was').fill('Saal anfragen');
  await page.getByRole('button', { name: 'Protokoll speichern' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Wer' })).toBeFocused();
  await task.getByLabel('Wer').fill('Kim Protokoll');
  await page.getByRole('button', { name: 'Protokoll speichern' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Das Protokoll ist gespeichert' })).toBeFocused();
  await expect(page.getByText('Noch niemand eingetragen.')).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'minutes');

  // Somebody else saves meanwhile: what is typed here stays when a task is done and the page is read anew.
  await point(1).getByLabel('Ergebnis').fill('Hier getippt.');
  const other = await page.context().newPage();
  await other.goto(`${first}/protokoll`);
  await other.getByRole('group', { name: '2. Tagesordnungspunkt' }).getByLabel('Ergebnis').fill('Wir feiern im Juli, im Saal.');
  await other.getByRole('button', { name: 'Protokoll speichern' }).press('Enter');
  await expect(other.locator('.outcome').filter({ hasText: 'Das Protokoll ist gespeichert' })).toBeFocused();
  await other.close();
  await page.getByRole('button', { name: 'Erledigt: Saal anfragen' }).press('Enter');
  // What is said takes the focus after the list is there: the next key would be pressed on it.
  await expect(page.locator('.outcome').filter({ hasText: 'Erledigt: Saal anfragen' })).toBeFocused();
  await page.getByRole('button', { name: 'Wieder offen: Saal anfragen' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Erledigt: Saal anfragen' })).toBeVisible();
  await expect(point(1).getByLabel('Ergebnis')).toHaveValue('Hier getippt.');
  await expect(point(2).getByLabel('Ergebnis')).toHaveValue('Wir feiern im Juli.');

  // Nobody is sent minutes of a meeting to come; then it was a week ago.
  await expect(page.getByText('Das Protokoll lässt sich verschicken, sobald das Treffen begonnen hat')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Protokoll verschicken' })).toHaveCount(0);
  await moveMeeting(page, first, -7);
  await page.goto(`${first}/protokoll`);
  await page.getByRole('button', { name: 'Protokoll verschicken' }).press('Enter');
  await page.getByRole('button', { name: 'Verschicken', exact: true }).press('Enter');
  await expect(page.getByText('Das Protokoll geht an 1 Person.')).toBeVisible();
  const mail = await mailTo(portal, 'kim.protokoll@beispiel.de', 'Protokoll');
  for (const said of ['2. Sommerfest', 'Beschluss: Termin: 10. Juli', '- Saal anfragen (Kim Protokoll)']) expect(mail.text).toContain(said);

  // The task waits on every later table and in the list of all, until it is done; a slip is taken back.
  await page.getByRole('link', { name: 'Alle offenen Aufgaben' }).click();
  await expectGoodLook(page, 'open tasks');
  await page.getByRole('button', { name: 'Erledigt: Saal anfragen' }).press('Enter');
  await expect(page.getByText('Es ist keine Aufgabe offen.')).toBeVisible();
  await page.goto(`${first}/protokoll`);
  await page.getByRole('button', { name: 'Wieder offen: Saal anfragen' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Erledigt: Saal anfragen' })).toBeVisible();

  // The next meeting is today.
  const second = await planMeeting(page, 'Teamtreffen im Winter', 0);
  await page.goto(`${second}/protokoll`);
  await expect(page.getByRole('heading', { name: 'Offene Aufgaben aus anderen Treffen' })).toBeVisible();
  // On a phone, by keys alone.
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize(PHONE);
  await tabTo(page, page.getByRole('button', { name: /^Genehmigt: Teamtreffen im Herbst/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Abbrechen/ })).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: /^Genehmigen: Teamtreffen im Herbst/ }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Das Protokoll ist genehmigt' })).toBeFocused();
  await page.setViewportSize({ width, height });
  await page.goto(`${first}/protokoll`);
  await expect(page.getByText('genehmigt am')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Protokoll speichern' })).toHaveCount(0);
  await expectGoodLook(page, 'approved minutes');
});

async function moveMeeting(page: import('@playwright/test').Page, staff: string, days: number): Promise<void> {
  const date = inDays(days);
  await page.goto(`${staff}/bearbeiten`);
  await page.getByLabel('Anmeldeschluss').fill(date);
  await page.getByRole('group', { name: '1. Tag' }).getByLabel('Datum').fill(date);
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Die Veranstaltung hat schon begonnen')).toBeVisible();
}

test('a Kollegiale Fallberatung has no field for what was talked about', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/veranstaltungen/neu');
  await page.getByLabel('Format').selectOption({ label: 'Kollegiale Fallberatung' });
  await expect(page.getByText('wird kein Inhalt gespeichert')).toBeVisible();
  for (const gone of ['Beschreibung', 'Inhalte']) await expect(page.getByLabel(gone)).toHaveCount(0);
  await expectGoodLook(page, 'planning of a Kollegiale Fallberatung');
});
