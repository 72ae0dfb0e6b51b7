// A limit of a Funktion: who would pass it waits with that reason, and people of other Funktionen get the free seats.
import { expectGoodLook, untilLive } from '../../fixtures/look.ts';
import { linkIn, mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { fillRegistration, planSeminar, stranger } from '../../pages/events.ts';

test('who would pass a limit waits and reads why, and holds nobody up', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Grenzen', 5, { waitingList: true });
  const staff = new URL(page.url()).pathname;
  await page.goto(`${staff}/bearbeiten`);
  await untilLive(page);
  await page.getByLabel('Höchstens mit der Funktion Kita-Leitung').fill('1');
  await page.getByLabel('Materialien').fill('Folien des Vormittags https://beispiel.de/folien.pdf');
  await expectGoodLook(page, 'the planning form with a limit');
  await page.getByRole('button', { name: 'Speichern' }).click();
  const term = 'Höchstens 1 Person mit der Funktion Kita-Leitung.';
  await expect(page.getByText(term)).toBeVisible();

  const guest = await stranger(browser, portal, false);
  await guest.setViewportSize({ width: 360, height: 740 });
  await guest.goto(address);
  await expect(guest.getByText(term)).toBeVisible();
  const people = [
    { name: 'Anna Grenze', email: 'anna.grenze@beispiel.de', funktion: 'Kita-Leitung', leads: /\/angemeldet(#ergebnis)?$/ },
    { name: 'Boris Grenze', email: 'boris.grenze@beispiel.de', funktion: 'Kita-Leitung', leads: /\/warteliste(#ergebnis)?$/ },
    { name: 'Clara Grenze', email: 'clara.grenze@beispiel.de', funktion: 'Netzwerkpartner', leads: /\/angemeldet(#ergebnis)?$/ },
  ];
  for (const { name, email, funktion, leads } of people) {
    await guest.goto(address);
    await fillRegistration(guest, name, email);
    await guest.getByLabel('Ihre Funktion').selectOption({ label: funktion });
    await guest.getByLabel('Anreise').fill('Mitfahrgelegenheit gesucht');
    await guest.getByRole('button', { name: 'Verbindlich anmelden' }).click();
    await expect(guest).toHaveURL(leads);
  }
  await guest.goto(linkIn(await mailTo(portal, 'boris.grenze@beispiel.de', 'Warteliste'), '/meine-anmeldung'));
  await expect(guest.getByText('Für die Funktion Kita-Leitung ist der eine Platz vergeben.')).toBeVisible();
  await expect(guest.getByText('Materialien für Teilnehmende')).toHaveCount(0);
  // Materials are for those who have a seat.
  await guest.goto(linkIn(await mailTo(portal, 'anna.grenze@beispiel.de', 'Ihre Anmeldung'), '/meine-anmeldung'));
  await expect(guest.getByRole('link', { name: 'Folien des Vormittags' })).toHaveAttribute('href', 'https://beispiel.de/folien.pdf');

  await page.goto(staff);
  const waiting = page.getByRole('row', { name: /Boris Grenze/ });
  await expect(waiting).toContainText('Platz 1: wartet, für die Funktion Kita-Leitung ist der eine Platz vergeben');
  await expect(waiting).toContainText('Mitfahrgelegenheit gesucht');
  await page.getByRole('button', { name: /^Stornieren.*Anna Grenze/ }).click();
  await page.getByRole('button', { name: /^Wirklich stornieren.*Anna Grenze/ }).click();
  await expect(waiting).toContainText('angemeldet');
  await guest.context().close();
});
