// Issue 5 §4: a mail that does not go out is seen by those who can do something about it.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { planSeminar, registerGuest } from '../../pages/events.ts';

test('a mail to an address that takes none is listed, tried again, and let go', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Irrläufer', 3);
  // Browsers take two dots in a row, mail servers do not.
  const email = 'irr..laeufer@beispiel.de';
  await registerGuest(browser, portal, address, 'Ida Irrläufer', email);

  const row = page.getByRole('row').filter({ hasText: email });
  // The outbox is worked off every two seconds.
  const listed = async () => {
    await page.goto('/app/veranstaltungen');
    await expect(page.getByRole('table', { name: 'Aktuelle Veranstaltungen' })).toBeVisible();
    return row.count();
  };
  await expect.poll(listed, { timeout: 30_000 }).toBe(1);
  await expect(row).toContainText('Ihre Anmeldung: Startseminar mit Irrläufer');
  await expect(row).toContainText('An diese Adresse lässt sich keine Mail schicken.');
  await expectOneName(page);
  await expectGoodLook(page, 'events with a mail that did not go out');

  // The row comes back as it was, so only the server's log tells that the mail was tried another time.
  const tries = () => portal.output().split('address not deliverable').length - 1;
  const before = tries();
  await row.getByRole('button', { name: /^Noch einmal senden: Ihre Anmeldung/ }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Die Mail wird gleich noch einmal verschickt.' })).toBeFocused();
  await expect.poll(tries, { message: 'tries of the mail', timeout: 30_000 }).toBe(before + 1);
  await expect.poll(listed, { timeout: 30_000 }).toBe(1);

  await row.getByRole('button', { name: /^Erledigt ?: / }).press('Enter');
  await expect(row.getByRole('button', { name: /^Abbrechen/ })).toBeFocused();
  await row.getByRole('button', { name: /^Text löschen ?: / }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Die Mail ist erledigt' })).toBeFocused();
  await expect(row).toHaveCount(0);
});
