// People without an account confirm by the mailed link, as a public format proposes it.
import { expectGoodLook, untilLive } from '../../fixtures/look.ts';
import { linkIn, mailTo, mailsTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { PHONE, fillRegistration, fillTandem, planSeminar, stranger } from '../../pages/events.ts';

test('a guest confirms by the link of the mail', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Gästen', 3, { guestsConfirm: true });
  const staff = new URL(page.url()).pathname;
  const term = 'bestätigt innerhalb von 24 Stunden über den Link in der Mail';
  await expect(page.getByText(term)).toBeVisible();

  const guest = await stranger(browser, portal, false);
  await guest.goto(address);
  await expect(guest.getByText(term)).toBeVisible();
  await fillRegistration(guest, 'Gisela Gast', 'gisela.gast@beispiel.de');
  await guest.getByRole('button', { name: 'Verbindlich anmelden' }).click();
  await expect(guest.getByText(term)).toBeVisible();

  const row = page.getByRole('row', { name: /Gisela Gast/ });
  await page.goto(staff);
  await expect(row).toContainText('angemeldet, noch nicht über den Link bestätigt');
  const own = linkIn(await mailTo(portal, 'gisela.gast@beispiel.de', 'Bitte bestätigen'), '/meine-anmeldung');
  await page.goto(own);
  await untilLive(page);
  await expectGoodLook(page, 'a registration to be confirmed by a guest');
  // On a phone the question is in sight, before what matters once it is answered.
  await guest.setViewportSize(PHONE);
  await guest.goto(own);
  await expect(guest.getByText('Bitte bestätigen Sie Ihre Anmeldung')).toBeVisible();
  const yes = guest.getByRole('button', { name: 'Ja, ich nehme teil' });
  await expect(yes).toBeInViewport({ ratio: 1 });
  await expect(guest.getByRole('link', { name: /Termine in den Kalender/ })).not.toBeInViewport();
  await yes.click();
  await expect(guest.getByText('Sie sind angemeldet')).toBeVisible();
  await page.goto(staff);
  await expect(row).toContainText('bestätigt');
  await expect(row).not.toContainText('noch nicht');

  // For two as well: the other half is written to once it is clear whose registration it is.
  await guest.goto(`${address}/tandem`);
  const lena = { name: 'Lena Leitung', email: 'lena.gast@beispiel.de' };
  await fillTandem(guest, { funktion: 'Kita-Sozialarbeit (KiSo)', name: 'Kim Gast', email: 'kim.gast@beispiel.de', partner: lena });
  await guest.getByRole('button', { name: 'Tandem anmelden' }).click();
  await expect(guest.getByText('erst danach bekommt die andere Person ihre Mail')).toBeVisible();
  const forTwo = linkIn(await mailTo(portal, 'kim.gast@beispiel.de', 'Bitte bestätigen'), '/meine-anmeldung');
  expect(mailsTo(portal, lena.email)).toEqual([]);
  await guest.goto(forTwo);
  await guest.getByRole('button', { name: 'Ja, ich nehme teil' }).click();
  await expect(guest.getByText('Die Bestätigung steht noch aus')).toBeVisible();
  await mailTo(portal, lena.email, 'Bitte bestätigen: Tandem');
  await guest.context().close();
});
