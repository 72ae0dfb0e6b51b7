// Waiting lists, and events for people with an account.
import { expectGoodLook, untilLive } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { linkIn, mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { fillRegistration, planSeminar, stranger } from '../../pages/events.ts';

test('who comes when all seats are taken waits, and moves up when a seat becomes free', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Warteliste', 1, { waitingList: true });
  const first = await stranger(browser, portal, false);
  await first.goto(address);
  await fillRegistration(first, 'Erika Erste', 'erika.erste@beispiel.de');
  await first.getByRole('button', { name: 'Verbindlich anmelden' }).click();
  await expect(first.getByText('Die Anmeldung ist eingegangen: Startseminar mit Warteliste')).toBeVisible();

  const second = await stranger(browser, portal, false);
  await second.setViewportSize({ width: 360, height: 740 });
  await second.goto(address);
  await expect(second.getByText('Sie können sich auf die Warteliste setzen lassen.')).toBeVisible();
  await fillRegistration(second, 'Bernd Zweiter', 'bernd.zweiter@beispiel.de');
  await second.getByRole('button', { name: 'Auf die Warteliste setzen' }).click();
  await expect(second.getByText('Sie stehen auf der Warteliste: Startseminar mit Warteliste')).toBeVisible();
  // Who waits sees where, and why nothing has happened yet.
  await second.goto(linkIn(await mailTo(portal, 'bernd.zweiter@beispiel.de', 'Warteliste'), '/meine-anmeldung'));
  await expect(second.getByText('Sie stehen auf Platz 1 der Warteliste. Noch ist kein Platz frei geworden.')).toBeVisible();

  await page.reload();
  const waiting = page.getByRole('row', { name: /Bernd Zweiter/ });
  await expect(waiting).toContainText('Warteliste, Platz 1: wartet auf einen freien Platz');
  await page.getByRole('button', { name: /^Stornieren.*Erika Erste/ }).click();
  await page.getByRole('button', { name: /^Wirklich stornieren.*Erika Erste/ }).click();
  await expect(waiting).toContainText('angemeldet');
  await expect(page.getByText('1 von 1 Plätzen belegt.')).toBeVisible();
  await page.goto(`${address}/warteliste`);
  await untilLive(page);
  await expectGoodLook(page, 'on the waiting list');
});

test('an event for people with an account asks guests to log in and knows who is logged in', async ({ page, portal, browser }) => {
  const address = await planSeminar(page, portal, 'Startseminar nur mit Konto', 3, { withAccount: true });
  const guest = await stranger(browser, portal, true);
  await guest.goto('/veranstaltungen');
  await expect(guest.getByRole('link', { name: 'Startseminar nur mit Konto' })).toHaveCount(0);
  await guest.goto(address);
  await expect(guest.getByRole('heading', { level: 1, name: 'Nicht angemeldet' })).toBeVisible();

  const leitung = await stranger(browser, portal, true);
  await logIn(leitung, portal, 'Kita-Leitung', '/app/veranstaltungen');
  await leitung.getByRole('link', { name: 'Startseminar nur mit Konto' }).click();
  await expect(leitung.getByLabel('E-Mail-Adresse')).toHaveValue(/@/);
  await expect(leitung.getByLabel('Ihre Funktion')).toHaveValue('kita_leitung');
  await expect(leitung.getByLabel('Ihre Kita')).not.toHaveValue('');
  await leitung.getByRole('button', { name: 'Verbindlich anmelden' }).click();
  await expect(leitung.getByText('Die Anmeldung ist eingegangen: Startseminar nur mit Konto')).toBeVisible();

  // With an account nobody has to look for the link in a mail to give a seat up.
  await leitung.goto('/app/veranstaltungen');
  const own = leitung.getByRole('listitem').filter({ hasText: 'Startseminar nur mit Konto' }).filter({ hasText: 'angemeldet' });
  await own.getByRole('button', { name: /^Anmeldung stornieren ?: Startseminar nur mit Konto/ }).press('Enter');
  await own.getByRole('button', { name: /^Wirklich stornieren ?: / }).press('Enter');
  await expect(leitung.locator('.outcome').filter({ hasText: 'Ihre Anmeldung ist storniert: Startseminar nur mit Konto' })).toBeFocused();
  await expect(leitung.getByRole('button', { name: /^Anmeldung stornieren ?: Startseminar nur mit Konto/ })).toHaveCount(0);
  await expectGoodLook(leitung, 'own events after giving one up');
});

test('who moves up takes the seat by the link of that mail or of the first one, or leaves it to the next one', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Antwortfrist', 1, { waitingList: true });
  const staff = new URL(page.url()).pathname;
  await page.goto(`${staff}/bearbeiten`);
  await page.getByLabel('Antwortfrist beim Nachrücken in Tagen').fill('3');
  await page.getByRole('group', { name: '1. Tag' }).getByLabel('Wer spricht oder leitet').fill('Dr. Kim Beispiel');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Wer allein nachrückt, bestätigt den Platz innerhalb von 3 Tagen.')).toBeVisible();

  const people = [
    { name: 'Anna Frist', email: 'anna.frist@beispiel.de', button: 'Verbindlich anmelden' },
    { name: 'Boris Frist', email: 'boris.frist@beispiel.de', button: 'Auf die Warteliste setzen' },
    { name: 'Clara Frist', email: 'clara.frist@beispiel.de', button: 'Auf die Warteliste setzen' },
  ];
  const guest = await stranger(browser, portal, false);
  await guest.goto(address);
  await expect(guest.getByText('Kreishaus, Raum 1, mit Dr. Kim Beispiel')).toBeVisible();
  for (const { name, email, button } of people) {
    await guest.goto(address);
    await fillRegistration(guest, name, email);
    await guest.getByRole('button', { name: button }).click();
    await expect(guest).toHaveURL(/\/(angemeldet|warteliste)(#ergebnis)?$/);
  }
  await page.goto(staff);
  await page.getByRole('button', { name: /^Stornieren.*Anna Frist/ }).click();
  await page.getByRole('button', { name: /^Wirklich stornieren.*Anna Frist/ }).click();
  await expect(page.getByRole('row', { name: /Boris Frist/ })).toContainText('angemeldet, noch zu bestätigen bis');

  const own = linkIn(await mailTo(portal, 'boris.frist@beispiel.de', 'Sie sind nachgerückt'), '/meine-anmeldung');
  await page.goto(own);
  await untilLive(page);
  await expect(page.getByText('Bitte bestätigen Sie Ihren Platz')).toBeVisible();
  await expectGoodLook(page, 'a seat to be confirmed');
  // Without WASM: what cannot be taken back is folded.
  await guest.goto(own);
  await expect(guest.getByRole('button', { name: 'Platz wirklich freigeben' })).toBeHidden();
  await guest.getByText('Nein, ich kann nicht').click();
  await guest.getByRole('button', { name: 'Platz wirklich freigeben' }).click();
  await expect(guest.getByText('Die Anmeldung ist storniert')).toBeVisible();

  await mailTo(portal, 'clara.frist@beispiel.de', 'Sie sind nachgerückt');
  await guest.goto(linkIn(await mailTo(portal, 'clara.frist@beispiel.de', 'Warteliste'), '/meine-anmeldung'));
  await guest.getByRole('button', { name: 'Ja, ich nehme teil' }).click();
  await expect(guest.getByText('Sie sind angemeldet')).toBeVisible();
  await page.goto(staff);
  await expect(page.getByRole('row', { name: /Clara Frist/ })).toContainText('bestätigt');
  await guest.context().close();
});
