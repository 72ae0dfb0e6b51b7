// A free text in which somebody could be recognised: a calm hint at the field, which blocks nothing and loses nothing.
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { planMeeting } from '../../pages/events.ts';

const NO_FAMILY = 'Bitte keine Angaben, an denen man eine Familie erkennt.';

test('minutes with a phone number say so, are saved all the same, and stop saying so', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  const meeting = await planMeeting(page, 'Teamtreffen mit Rufnummer', 2);
  await page.goto(`${meeting}/protokoll`);
  const result = page.getByRole('group', { name: '1. Tagesordnungspunkt' }).getByLabel('Ergebnis');
  await result.fill('Frau Muster ist unter 0261 123456 zu erreichen.');
  const hint = `Hier steht vielleicht der Name einer Person und eine Telefonnummer. ${NO_FAMILY}`;
  await expect(page.getByText(hint)).toBeVisible();
  await expect(result).toHaveAccessibleDescription(hint);
  await expect(result).not.toHaveAttribute('aria-invalid');
  await expectGoodLook(page, 'a hint at a free text');

  await page.getByRole('button', { name: 'Protokoll speichern' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Das Protokoll ist gespeichert' })).toBeFocused();
  await page.reload();
  await expect(result).toHaveValue('Frau Muster ist unter 0261 123456 zu erreichen.');
  await expect(page.getByText(hint)).toBeVisible();
  // Dates, hours and families without a name are none: the hint that stands there goes.
  await result.fill('Wir treffen uns am 01.02.2027, 39 Stunden nach § 25; die Familie meldet sich selbst.');
  await expect(page.getByText(NO_FAMILY)).toHaveCount(0);
});

test('the public form for reports says so as well', async ({ page }) => {
  await page.goto('/rueckmeldung');
  const message = page.getByLabel('Ihre Meldung');
  // What is typed before the browser part arrives is looked at when it does.
  await message.fill('Rufen Sie mich unter 0151 23456789 an.');
  await expect(message).toHaveAccessibleDescription(/Hier steht vielleicht eine Telefonnummer\./);
  await expect(message).toHaveValue('Rufen Sie mich unter 0151 23456789 an.');
});
