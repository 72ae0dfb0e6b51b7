// Events in which the Koordination decides: who registers asks, and is told yes or no.
import { expectGoodLook, untilLive } from '../../fixtures/look.ts';
import { linkIn, mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { fillRegistration, planSeminar, stranger } from '../../pages/events.ts';

test('a request holds no seat until the Koordination has said yes', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar auf Anfrage', 1, { waitingList: true });
  const staff = new URL(page.url()).pathname;
  await page.goto(`${staff}/bearbeiten`);
  await untilLive(page);
  await page.getByLabel('Die Koordination entscheidet über jede Anmeldung').check();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Wer sich anmeldet, fragt an')).toBeVisible();

  const guest = await stranger(browser, portal, false);
  await guest.setViewportSize({ width: 360, height: 740 });
  for (const name of ['Anna Frage', 'Boris Frage', 'Clara Frage']) {
    await guest.goto(address);
    await expect(guest.getByText('Über die Teilnahme entscheidet die Koordination')).toBeVisible();
    await fillRegistration(guest, name, `${name.replace(' ', '.').toLowerCase()}@beispiel.de`);
    await guest.getByRole('button', { name: 'Teilnahme anfragen' }).click();
    await expect(guest.getByText('Ihre Anfrage ist eingegangen: Startseminar auf Anfrage')).toBeVisible();
  }
  const own = linkIn(await mailTo(portal, 'anna.frage@beispiel.de', 'Ihre Anfrage'), '/meine-anmeldung');
  await guest.goto(own);
  await expect(guest.getByText('Ihre Anfrage liegt bei der Koordination')).toBeVisible();
  await guest.getByText('Anfrage zurückziehen').click();
  await expect(guest.getByRole('button', { name: 'Anfrage wirklich zurückziehen' })).toBeVisible();

  // Nobody has to look through all events for what waits to be decided.
  await page.goto('/app/veranstaltungen');
  const open = page.getByRole('region', { name: 'Offene Anfragen' }).getByRole('listitem').filter({ hasText: 'Startseminar auf Anfrage' });
  await expect(open).toContainText('3 Personen');
  await expectGoodLook(page, 'events with requests to decide');
  await open.getByRole('link').press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Startseminar auf Anfrage' })).toBeVisible();
  await expect(page.getByText('0 von 1 Plätzen belegt.')).toBeVisible();
  await expectGoodLook(page, 'requests in the list of registrations');
  const decide = async (what: string, name: string) => {
    await page.getByRole('button', { name: new RegExp(`^${what}.*${name}`) }).press('Enter');
    await page.getByRole('button', { name: new RegExp(`^Wirklich ${what.toLowerCase()}.*${name}`) }).press('Enter');
    // It takes the focus after the list is there: the key for the next person would be pressed on it.
    await expect(page.locator('.outcome').filter({ hasText: `${name}: ` })).toBeFocused();
  };
  await decide('Zusagen', 'Anna Frage');
  await expect(page.getByText('Anna Frage: Die Zusage ist unterwegs; der Platz ist vergeben.')).toBeVisible();
  // The list is drawn anew then, and an open question would be gone.
  await expect(page.getByRole('row', { name: /Anna Frage/ })).toContainText('angemeldet');
  await decide('Zusagen', 'Boris Frage');
  await expect(page.getByRole('row', { name: /Boris Frage/ })).toContainText('Warteliste, Platz 1');
  await decide('Ablehnen', 'Clara Frage');
  await expect(page.getByRole('row', { name: /Clara Frage/ })).toContainText('nicht zugelassen');
  await mailTo(portal, 'anna.frage@beispiel.de', 'Zusage');
  await mailTo(portal, 'boris.frage@beispiel.de', 'Zusage');
  await mailTo(portal, 'clara.frage@beispiel.de', 'Ihre Anfrage ist abgelehnt');
  await guest.goto(own);
  await expect(guest.getByText('Sie sind angemeldet')).toBeVisible();
  await guest.context().close();
});
