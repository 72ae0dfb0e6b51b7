// One-time codes on printed cards, and a tablet that goes from hand to hand.
import { fileBehind } from '../../fixtures/files.ts';
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { openSurvey, withoutWasm } from '../../pages/survey.ts';

test.use({ expectedConsoleErrors: [/422/] });

test('cards with codes are printed, and the link asks for one of them', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage mit Karten');
  await page.getByRole('radio', { name: /Karte mit einem Code/ }).check();
  // Three forms on one page: who sends one keeps what is typed in the others.
  const asked = page.getByLabel('Angefragte Personen');
  await asked.fill('30');
  await page.getByRole('button', { name: 'Link ändern' }).click();
  await expect(page.getByText('Der Link ist geändert.')).toBeVisible();
  await expect(asked).toHaveValue('30');
  await expect(page.getByText('0 gedruckt, 0 davon noch nicht benutzt.')).toBeVisible();

  const count = page.getByLabel('Wie viele neue Codes?');
  await count.fill('999');
  await page.getByRole('button', { name: 'Zahl speichern' }).click();
  await expect(page.getByText('Rücklauf: 0 von 30 Angefragten')).toBeVisible();
  await expect(count).toHaveValue('999');
  await page.getByRole('button', { name: 'Karten als PDF erzeugen' }).click();
  await expect(count).toHaveAttribute('aria-invalid', 'true');
  await count.fill('12');
  const text = (await fileBehind(page.getByRole('button', { name: 'Karten als PDF erzeugen' }))).toString('latin1');
  expect(text.startsWith('%PDF')).toBe(true);
  expect(text).toContain('/StructTreeRoot');
  await expect(page.getByText('Die Karten sind erzeugt und heruntergeladen.')).toBeVisible();
  await expect(page.getByText('12 gedruckt, 12 davon noch nicht benutzt.')).toBeVisible();
  await expect(count).toHaveValue('');
  await expectGoodLook(page, 'an Erhebung with codes');

  // For families who read Arabic: the language of the cards is one of the questionnaire's, with German below.
  const language = page.getByLabel('Sprache der Karten');
  await expect(language.getByRole('option')).toHaveText(['Deutsch', 'العربية']);
  await expect(page.getByLabel('Darunter auch auf Deutsch')).toHaveCount(0);
  await language.selectOption({ label: 'العربية' });
  await expect(page.getByLabel('Darunter auch auf Deutsch')).toBeChecked();
  await expectGoodLook(page, 'the order of cards in another language');
  await count.fill('3');
  const cards = (await fileBehind(page.getByRole('button', { name: 'Karten als PDF erzeugen' }))).toString('latin1');
  expect(cards).toContain('DejaVuSans');
  await expect(page.getByText('15 gedruckt, 15 davon noch nicht benutzt.')).toBeVisible();

  const context = await browser.newContext({ locale: 'ar', viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
  const phone = await context.newPage();
  await phone.goto(address);
  await expect(phone.locator('html')).toHaveAttribute('dir', 'rtl');
  await phone.getByRole('textbox').fill('abcde-fghjk');
  await phone.getByRole('textbox').press('Enter');
  await expect(phone.getByRole('alert')).toBeVisible();
  await expect(phone.getByRole('textbox')).toHaveValue('abcde-fghjk');
  await context.close();
});

test('a tablet goes round: one person after the other, and "back" shows nothing of the one before', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage auf dem Tablet');
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 820, height: 1180 } });
  await withoutWasm(context);
  const tablet = await context.newPage();
  await tablet.goto(`${address}?kiosk=1`);
  for (const wish of ['mehr Platz im Garten', 'längere Öffnungszeiten']) {
    await tablet.getByLabel('Ja', { exact: true }).check();
    await tablet.getByRole('button', { name: 'Weiter' }).click();
    await tablet.getByLabel('Woher kennen Sie es?').fill(wish);
    await expectGoodLook(tablet, 'a survey that goes round');
    await tablet.getByRole('button', { name: 'Weiter' }).click();
    await tablet.getByRole('button', { name: 'Weiter' }).click();
    await tablet.getByRole('button', { name: 'Absenden' }).click();
    await expect(tablet.getByRole('heading', { name: 'Vielen Dank!' })).toBeVisible();
    // The browser keeps no page and asks whether to send the form again, or does so, as here where requests are intercepted;
    // whoever does so is thanked and sees no answer.
    await tablet.goBack().catch((error: unknown) => expect(String(error)).toContain('ERR_CACHE_MISS'));
    expect(await tablet.content()).not.toContain(wish);
    await tablet.reload();
    await expect(tablet.getByRole('heading', { name: 'Vielen Dank!' })).toBeVisible();
    await tablet.getByRole('link', { name: 'Nächste Person' }).click();
    await expect(tablet.getByLabel('Ja', { exact: true })).not.toBeChecked();
    expect(await tablet.content()).not.toContain(wish);
  }
  await tablet.getByLabel('Ja', { exact: true }).check();
  await tablet.getByRole('button', { name: 'Weiter' }).click();
  await tablet.getByRole('button', { name: 'Abbrechen und alles löschen' }).click();
  await expect(tablet.getByLabel('Ja', { exact: true })).not.toBeChecked();
  // Whoever goes back to it is told that it was thrown away, and not thanked for it.
  await tablet.goBack().catch((error: unknown) => expect(String(error)).toContain('ERR_CACHE_MISS'));
  await tablet.reload();
  await expect(tablet.getByRole('heading', { name: 'Dieser Fragebogen wurde abgebrochen.' })).toBeVisible();
  await expectGoodLook(tablet, 'a survey that was thrown away on a tablet');
  await tablet.getByRole('link', { name: 'Nächste Person' }).click();
  await expect(tablet.getByLabel('Ja', { exact: true })).not.toBeChecked();
  await context.close();
});
