// Issue 5 §3: after the last day participants say how it was, anonymously, and the Koordination reads counts.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { inDays, moveToToday, planSeminar, stranger } from '../../pages/events.ts';
import { openSurvey } from '../../pages/survey.ts';

test('a questionnaire is chosen for an event, and its page leads to the survey once the event is over', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Rückmeldung', 4);
  const staff = new URL(page.url()).pathname;
  // A published questionnaire that anybody can answer.
  await openSurvey(page, 'Wie war die Veranstaltung?');
  await moveToToday(page, staff);

  await page.getByRole('link', { name: 'Rückmeldungen' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Rückmeldungen' })).toBeVisible();
  await page.getByRole('button', { name: 'Rückmeldung einrichten' }).press('Enter');
  await expect(page.locator('#questionnaire-fault')).toBeVisible();
  await page.getByLabel('Fragebogen').selectOption({ label: 'Wie war die Veranstaltung?' });
  await expectGoodLook(page, 'choice of a questionnaire for an event');
  await page.getByRole('button', { name: 'Rückmeldung einrichten' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Die Rückmeldung ist eingerichtet.' })).toBeFocused();
  const link = (await page.getByRole('link', { name: /\/umfrage\/[a-z2-9]{16}$/ }).getAttribute('href')) ?? '';
  await expectOneName(page);
  await expectGoodLook(page, 'feedback of an event');
  await page.getByRole('link', { name: 'Ergebnisse, Link und QR-Code' }).press('Enter');
  await expect(page.getByText('Startseminar mit Rückmeldung')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Öffentliche Umfrage' })).toBeVisible();

  // The event of this test ends at six in the morning of today: yesterday it would have ended for sure.
  await page.goto(`${staff}/bearbeiten`);
  const yesterday = inDays(-1);
  const last = page.getByRole('group', { name: '2. Tag' });
  await last.getByLabel('Datum').fill(yesterday);
  await last.getByLabel('Beginn').fill('17:00');
  await last.getByLabel('Ende').fill('18:00');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Die Veranstaltung hat schon begonnen')).toBeVisible();

  const guest = await stranger(browser, portal, false);
  await guest.goto(address);
  const way = guest.getByRole('link', { name: 'Rückmeldung geben: Startseminar mit Rückmeldung' });
  await expect(way).toHaveAttribute('href', link);
  await way.click();
  await expect(guest.getByText('Startseminar mit Rückmeldung')).toBeVisible();
  await guest.context().close();
});
