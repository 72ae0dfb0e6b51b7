// Who registered cancels through the mailed link, without account and without JavaScript; the next of the list moves up.
import { expectGoodLook, untilLive } from '../../fixtures/look.ts';
import { linkIn, mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { fillRegistration, inDays, planSeminar, stranger } from '../../pages/events.ts';

test('a registration is cancelled by its link, and who waits gets the seat', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Absage', 1, { waitingList: true });
  const staff = new URL(page.url()).pathname;
  const first = await stranger(browser, portal, false);
  await first.goto(address);
  await fillRegistration(first, 'Erika Absagend', 'erika.absagend@beispiel.de');
  await first.getByRole('button', { name: 'Verbindlich anmelden' }).click();
  await expect(first.getByText('Die Anmeldung ist eingegangen')).toBeVisible();
  const second = await stranger(browser, portal, false);
  await second.goto(address);
  await fillRegistration(second, 'Bernd Wartend', 'bernd.wartend@beispiel.de');
  await second.getByRole('button', { name: 'Auf die Warteliste setzen' }).click();

  // Who waits leaves the list by the words that the mail uses.
  await page.goto(linkIn(await mailTo(portal, 'bernd.wartend@beispiel.de', 'Warteliste'), '/meine-anmeldung'));
  await expect(page.getByText('Warteliste verlassen')).toBeVisible();

  const own = linkIn(await mailTo(portal, 'erika.absagend@beispiel.de', 'Ihre Anmeldung: Startseminar'), '/meine-anmeldung');
  await page.goto(own);
  await untilLive(page);
  await expect(page.getByText('Ein Platz ist für Sie reserviert.')).toBeVisible();
  await expectGoodLook(page, 'the link of a registration');

  // The Koordination may set a day until which people do that themselves; while it is past, only the Koordination does.
  const until = async (day: string) => {
    await page.goto(`${staff}/bearbeiten`);
    await page.getByLabel('Selbst stornieren bis').fill(day);
    await page.getByLabel('Mindestzahl').fill('1');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await expect(page.getByText('Mindestzahl 1: So viele sind angemeldet.')).toBeVisible();
  };
  await until(inDays(-1));
  await first.goto(own);
  await expect(first.getByText('möglich; bitte wenden Sie sich jetzt an die Koordination.')).toBeVisible();
  await expect(first.getByText('Anmeldung stornieren')).toHaveCount(0);
  await until(inDays(3));
  await first.goto(address);
  await expect(first.getByText(/^Stornieren können Sie bis zum \d{2}\.\d{2}\.\d{4}\.$/)).toBeVisible();
  await first.goto(own);
  await first.getByText('Anmeldung stornieren').click();
  await first.getByRole('button', { name: 'Wirklich stornieren' }).click();
  await expect(first.getByText('Die Anmeldung ist storniert')).toBeVisible();
  await mailTo(portal, 'erika.absagend@beispiel.de', 'Ihre Anmeldung ist storniert');
  await mailTo(portal, 'bernd.wartend@beispiel.de', 'Sie sind nachgerückt');
  await second.goto(new URL(own).pathname);
  await expect(second.getByRole('heading', { level: 1, name: 'Link unvollständig oder abgelaufen' })).toBeVisible();
  await second.goto(linkIn(await mailTo(portal, 'bernd.wartend@beispiel.de', 'Warteliste'), '/meine-anmeldung'));
  await expect(second.getByText('Sie sind angemeldet')).toBeVisible();
});
