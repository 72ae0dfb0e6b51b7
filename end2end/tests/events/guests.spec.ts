// People without an account confirm by the mailed link, as a public format proposes it.
import { expectGoodLook, untilLive } from '../../fixtures/look.ts';
import { linkIn, mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { fillRegistration, planSeminar, stranger } from '../../pages/events.ts';

test('a guest confirms by the link of the mail', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Gästen', 2, { guestsConfirm: true });
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
  await guest.goto(own);
  await expect(guest.getByText('Bitte bestätigen Sie Ihre Anmeldung')).toBeVisible();
  await guest.getByRole('button', { name: 'Ja, ich nehme teil' }).click();
  await expect(guest.getByText('Sie sind angemeldet')).toBeVisible();
  await page.goto(staff);
  await expect(row).toContainText('bestätigt');
  await expect(row).not.toContainText('noch nicht');
  await guest.context().close();
});
