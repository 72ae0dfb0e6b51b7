// Issue 5 §3: who comes without having registered is taken in at the list of attendance, beyond the seats only when it is said.
import type { Page } from '@playwright/test';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { moveToToday, planSeminar, registerGuest } from '../../pages/events.ts';

async function fillWalkIn(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel('Vor- und Nachname').fill(name);
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Funktion').selectOption({ label: 'Netzwerkpartner' });
  await page.getByLabel('Andere Einrichtung').fill('Beratungsstelle Musterstadt');
}

test('somebody without registration is taken in, present at once, and beyond the seats only after a question', async ({
  page,
  portal,
  browser,
}) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Gästen', 2);
  const staff = new URL(page.url()).pathname;
  await registerGuest(browser, portal, address, 'Anna Angemeldet', 'anna.angemeldet@beispiel.de');
  await moveToToday(page, staff);
  await page.getByRole('link', { name: 'Anwesenheit' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Ohne Anmeldung gekommen' })).toBeVisible();

  // A fault is told at its field, and nothing typed is lost.
  await page.getByLabel('Vor- und Nachname').fill('Gustav Gast');
  await page.getByRole('button', { name: 'Als anwesend aufnehmen' }).press('Enter');
  await expect(page.locator('#email-fault')).toBeVisible();
  await expect(page.getByLabel('Vor- und Nachname')).toHaveValue('Gustav Gast');
  await fillWalkIn(page, 'Gustav Gast', 'gustav.gast@beispiel.de');
  await page.getByRole('button', { name: 'Als anwesend aufnehmen' }).press('Enter');
  const row = page.getByRole('listitem').filter({ hasText: 'Gustav Gast' });
  await expect(row).toContainText('ohne Anmeldung gekommen');
  await expect(row.getByRole('button', { name: 'anwesend', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByLabel('Vor- und Nachname')).toHaveValue('');
  // The list is read anew, and what stands above it takes the focus once more: last, so that nothing is typed before.
  await expect(page.locator('.outcome').filter({ hasText: 'Gustav Gast ist aufgenommen' })).toBeFocused();

  // The seats are taken now: a question stands before the next one, and "Abbrechen" takes nobody in.
  await fillWalkIn(page, 'Helga Hinzu', 'helga.hinzu@beispiel.de');
  await page.getByRole('button', { name: 'Als anwesend aufnehmen' }).press('Enter');
  await expect(page.getByText('Es sind alle Plätze belegt. Trotzdem aufnehmen?')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Abbrechen' })).toBeFocused();
  await expectOneName(page);
  await expectGoodLook(page, 'a question before somebody is taken in');
  await page.getByRole('button', { name: 'Abbrechen' }).press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'Helga Hinzu' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Als anwesend aufnehmen' }).press('Enter');
  await page.getByRole('button', { name: 'Trotzdem aufnehmen' }).press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'Helga Hinzu' })).toContainText('ohne Anmeldung gekommen');
  await expect(page.getByText('2 von 3 eingetragen. Alles ist gespeichert.')).toBeVisible();
  await expect(page.locator('.outcome').filter({ hasText: 'Helga Hinzu ist aufgenommen' })).toBeFocused();

  // The same person again is the same registration.
  await fillWalkIn(page, 'Helga Hinzu', 'helga.hinzu@beispiel.de');
  await page.getByRole('button', { name: 'Als anwesend aufnehmen' }).press('Enter');
  await page.getByRole('button', { name: 'Trotzdem aufnehmen' }).press('Enter');
  await expect(page.getByText('Helga Hinzu steht schon in der Liste')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Helga Hinzu' })).toHaveCount(1);
  await page.goto(staff);
  await expect(page.getByText('3 von 2 Plätzen belegt.')).toBeVisible();
  await expect(page.getByText('Es sind mehr Plätze vergeben, als es gibt.')).toBeVisible();
});

test('what is typed of somebody stays when the list is drawn anew because an entry was refused', async ({
  page,
  portal,
  browser,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/status of 404/);
  const address = await planSeminar(page, portal, 'Startseminar mit Widerspruch', 2);
  const staff = new URL(page.url()).pathname;
  await registerGuest(browser, portal, address, 'Anna Angemeldet', 'anna.angemeldet@beispiel.de');
  await moveToToday(page, staff);
  await page.getByRole('link', { name: 'Anwesenheit' }).click();
  await fillWalkIn(page, 'Gustav Gast', 'gustav.gast@beispiel.de');

  // Somebody has changed the list meanwhile: the server does not know the entry.
  await page.route('**/api/fn/events/enter-attendance', async (route) => {
    const { event } = route.request().postDataJSON() as { event: string };
    const marks = [{ person: 'x', session: 'y', attendance: 'anwesend' }];
    await route.continue({ postData: JSON.stringify({ event, marks }) });
  });
  const drawnAnew = page.waitForResponse('**/api/fn/events/attendance');
  const anna = page.getByRole('listitem').filter({ hasText: 'Anna Angemeldet' });
  await anna.getByRole('button', { name: 'anwesend', exact: true }).click();
  await drawnAnew;
  await expect(anna.getByRole('button', { name: 'anwesend', exact: true })).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByLabel('Vor- und Nachname')).toHaveValue('Gustav Gast');
  await expect(page.getByLabel('E-Mail-Adresse')).toHaveValue('gustav.gast@beispiel.de');
  await expect(page.getByLabel('Funktion')).toHaveValue('netzwerkpartner');
  await expect(page.getByLabel('Andere Einrichtung')).toHaveValue('Beratungsstelle Musterstadt');
  await page.getByRole('button', { name: 'Als anwesend aufnehmen' }).press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'Gustav Gast' })).toContainText('ohne Anmeldung gekommen');
  await expect(page.getByLabel('Vor- und Nachname')).toHaveValue('');
});
