// The designer: from an empty page to answers that follow a skip; two people on one draft; nothing typed is lost.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { add, begin, saved } from '../../pages/designer.ts';
import { tabTo, typeDate } from '../../pages/keys.ts';
import { openLink, planErhebung, publish } from '../../pages/questionnaires.ts';
import type { Page } from '@playwright/test';

const row = (page: Page, text: string) => page.locator('.outline__row').filter({ hasText: text });

/** From the page of a questionnaire with a draft to the link of its survey. */
async function publishAndOpen(page: Page): Promise<string> {
  await tabTo(page, page.getByRole('button', { name: /^Veröffentlichen/ }));
  await page.keyboard.press('Enter');
  const sure = page.getByRole('button', { name: /^Wirklich veröffentlichen/ });
  await expect(sure).toBeVisible();
  // The focus is on "Abbrechen" below it.
  await tabTo(page, sure, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Fassung 1 ist veröffentlicht')).toBeVisible();
  await planErhebung(page);
  return openLink(page);
}

test('a questionnaire is designed by keyboard, published, and answered without JavaScript along its skip', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  await begin(page, 'Kurz entworfen');
  await expect(page.getByText('Noch keine Frage.')).toBeVisible();
  await expectGoodLook(page, 'the designer without a question');

  await add(page, 'Eine Antwort', 'Kennen Sie das Angebot?');
  await tabTo(page, page.getByLabel('Neue Antwort'));
  await page.keyboard.type('Ja');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Antwort 1', { exact: true })).toHaveValue('Ja');
  await page.keyboard.type('Nein');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Antwort 2', { exact: true })).toHaveValue('Nein');

  await add(page, 'Text', 'Woher kennen Sie es?');
  await tabTo(page, page.getByRole('button', { name: 'Bedingung hinzufügen' }));
  await page.keyboard.press('Enter');
  const asked = page.getByRole('group', { name: 'Bedingung 1' }).getByLabel('Frage');
  await expect(asked).toBeFocused();
  await expect(asked).toHaveValue('kennen_sie_das_angebot');
  await expect(page.getByRole('group', { name: 'Bedingung 1' }).getByLabel('Antwort')).toHaveValue('ja');
  await expect(page.getByLabel('Als Ausdruck')).toHaveValue("${kennen_sie_das_angebot} = 'ja'");

  await add(page, 'Abschnitt', 'Ihre Familie');
  await add(page, 'Ganze Zahl', 'Wie viele Kinder haben Sie?');
  await saved(page);
  await expect(page.locator('.outline__item').filter({ has: row(page, 'Wie viele Kinder') })).toHaveAttribute('data-depth', '1');

  // The phone beside it runs the skip.
  const phone = page.getByRole('group', { name: 'Vorschau auf dem Telefon' });
  await expect(phone.getByText('Woher kennen Sie es?')).toHaveCount(0);
  await phone.getByLabel('Ja', { exact: true }).check();
  await expect(phone.getByText('Woher kennen Sie es?')).toBeVisible();
  await expectGoodLook(page, 'the designer with an open question');

  await tabTo(page, page.getByRole('button', { name: 'Prüfung' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Dieser Entwurf kann veröffentlicht werden.')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Speichern und zum Veröffentlichen' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Kurz entworfen' })).toBeVisible();
  const address = await publishAndOpen(page);

  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, locale: 'de' });
  const parent = await context.newPage();
  await parent.goto(address);
  await expect(parent.getByText('Woher kennen Sie es?')).toHaveCount(0);
  await parent.getByLabel('Ja', { exact: true }).check();
  await parent.getByRole('button', { name: 'Weiter' }).click();
  await parent.getByLabel('Woher kennen Sie es?').fill('Vom Aushang');
  await parent.getByRole('button', { name: 'Weiter' }).click();
  await parent.getByLabel('Wie viele Kinder haben Sie?').fill('2');
  await parent.getByRole('button', { name: 'Absenden' }).click();
  await expect(parent.getByRole('heading', { name: 'Vielen Dank!' })).toBeVisible();
  await context.close();
});

test('the whole way: designed and translated, published, its QR code printed, answered in Arabic without JavaScript, evaluated', async ({
  page,
  portal,
  browser,
}) => {
  test.slow();
  const title = 'Vom Entwurf bis zur Auswertung';
  await logIn(page, portal, 'Koordination');
  await begin(page, title);
  await add(page, 'Eine Antwort', 'Kennen Sie das Angebot?');
  for (const [number, answer] of [[1, 'Ja'], [2, 'Nein']] as const) {
    await page.getByLabel('Neue Antwort').focus();
    await page.keyboard.type(answer);
    await page.keyboard.press('Enter');
    await expect(page.getByLabel(`Antwort ${number}`, { exact: true })).toHaveValue(answer);
  }
  await page.getByRole('button', { name: 'Sprachen' }).click();
  await page.getByLabel('Neue Sprache').selectOption({ label: 'العربية' });
  await page.getByRole('button', { name: 'Sprache hinzufügen' }).click();
  const translated = page.locator('.translation').getByLabel('العربية (ar)');
  await expect(translated).toHaveCount(3);
  for (const [place, text] of ['هل تعرفون العرض؟', 'نعم', 'لا'].entries()) await translated.nth(place).fill(text);
  await expect(page.getByText('Alle Texte sind übersetzt')).toBeVisible();
  await saved(page);
  await page.getByRole('button', { name: 'Prüfung' }).click();
  await expect(page.getByText('Dieser Entwurf kann veröffentlicht werden.')).toBeVisible();
  await page.getByRole('button', { name: 'Speichern und zum Veröffentlichen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const address = await publishAndOpen(page);

  // What hangs in the Kita.
  const code = page.getByRole('img', { name: 'QR-Code mit dem Link zur Umfrage' });
  await expect.poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  await page.emulateMedia({ media: 'print' });
  await expect(code).toBeVisible();
  await page.emulateMedia({ media: 'screen' });

  for (let parent = 0; parent < 5; parent += 1) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, locale: 'ar' });
    const phone = await context.newPage();
    await phone.goto(address);
    await expect(phone.locator('html')).toHaveAttribute('dir', 'rtl');
    await expect(phone.getByRole('group', { name: 'هل تعرفون العرض؟' })).toBeVisible();
    await phone.getByLabel('نعم', { exact: true }).check();
    await phone.getByRole('button', { name: 'إرسال' }).click();
    await expect(phone.getByRole('heading', { name: 'شكرًا جزيلًا!' })).toBeVisible();
    await context.close();
  }

  await page.goto('/app/frageboegen');
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('link', { name: 'Auswerten', exact: true }).click();
  await expect(page.getByText(/^5 ausgefüllte Bögen aus 1 Erhebung\./)).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: /^Ja/ }).first()).toContainText('5');
});

test('the starter for parents comes in twelve languages without a gap, and a Turkish phone is asked in Turkish', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination', '/app/frageboegen/neu');
  // Another starter after the first one brings its own title.
  await page.getByLabel('Vorlage').selectOption({ label: 'Kinderbefragung (Vorlage, zu prüfen)' });
  await expect(page.getByLabel('Titel')).toHaveValue('Kinderbefragung');
  await page.getByLabel('Vorlage').selectOption({ label: 'Elternbefragung (Vorlage, zu prüfen)' });
  await expect(page.getByLabel('Titel')).toHaveValue('Elternbefragung');
  await page.getByLabel('Titel').fill('Eltern in zwölf Sprachen');
  await page.getByLabel('Vorlage').selectOption({ label: 'Kinderbefragung (Vorlage, zu prüfen)' });
  await page.getByLabel('Vorlage').selectOption({ label: 'Elternbefragung (Vorlage, zu prüfen)' });
  await expect(page.getByLabel('Titel')).toHaveValue('Eltern in zwölf Sprachen');
  await page.getByRole('button', { name: 'Anlegen und entwerfen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Entwurf: Eltern in zwölf Sprachen' })).toBeVisible();
  await page.getByRole('button', { name: 'Sprachen' }).click();
  const translation = page.getByLabel('Übersetzung', { exact: true });
  await expect(translation.getByRole('option')).toHaveCount(11);
  for (const language of ['Leichte Sprache (de-x-leicht)', 'Türkçe (tr)', 'فارسی (fa)']) {
    await translation.selectOption({ label: language });
    await expect(page.getByText('Alle Texte sind übersetzt')).toBeVisible();
  }

  await page.goto(page.url().replace(/\/entwurf$/, ''));
  const address = await publishAndOpen(page);
  const context = await browser.newContext({ locale: 'tr-TR', viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
  const phone = await context.newPage();
  await phone.goto(address);
  await expect(phone.locator('html')).toHaveAttribute('lang', 'tr');
  await expect(phone.getByText('Buradaki ailelere nelerin iyi geldiğini')).toBeVisible();
  await context.close();
});

test('keys move, double and delete questions, and steps are taken back', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await begin(page, 'Mit Tasten');
  await add(page, 'Text', 'Eins');
  await add(page, 'Text', 'Zwei');
  await add(page, 'Abschnitt', 'Teil');
  const texts = page.locator('.outline__text');
  await row(page, 'Zwei').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(texts).toHaveText(['Zwei', 'Eins', 'Teil']);
  await expect(row(page, 'Zwei')).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.locator('.outline__item').filter({ has: row(page, 'Zwei') })).toHaveAttribute('data-depth', '1');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(texts).toHaveText(['Eins', 'Teil', 'Zwei']);
  await page.keyboard.press('Delete');
  await expect(texts).toHaveText(['Eins', 'Teil']);
  await expect(row(page, 'Teil')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(texts).toHaveText(['Eins', 'Teil', 'Zwei']);
  await page.keyboard.press('Control+y');
  await expect(texts).toHaveText(['Eins', 'Teil']);
  await row(page, 'Eins').click();
  const down = page.getByRole('button', { name: 'Nach unten', exact: true });
  await down.press('Enter');
  await expect(texts).toHaveText(['Teil', 'Eins']);
  await expect(down).toBeFocused();
  await page.getByRole('button', { name: 'Nach oben', exact: true }).press('Enter');
  await expect(texts).toHaveText(['Eins', 'Teil']);
  await row(page, 'Eins').focus();
  await page.keyboard.press('Alt+d');
  await expect(texts).toHaveText(['Eins', 'Eins', 'Teil']);
  await saved(page);
});

test('why a name is refused stands in sight, and a condition on a day asks for a day', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await begin(page, 'Mit Hindernissen');
  await add(page, 'Datum', 'Wann?');
  await add(page, 'Text', 'Warum?');
  await page.getByText('Weitere Einstellungen').click();
  await page.getByLabel('Name in Exporten und Ausdrücken').fill('mein name');
  const why = page.locator('.design__refused');
  await expect(why).toContainText('Dieser Name ist nicht möglich');
  await expectGoodLook(page, 'the designer that refuses a name');
  await page.getByRole('button', { name: 'Bedingung hinzufügen' }).click();
  await expect(why).toHaveCount(0);
  await expect(page.getByLabel('Name in Exporten und Ausdrücken')).toHaveValue('warum');

  const condition = page.getByRole('group', { name: 'Bedingung 1' });
  await condition.getByLabel('Vergleich').selectOption({ label: 'ist größer als' });
  await expect(page.getByText('In einer Bedingung fehlt der Wert')).toBeVisible();
  const day = condition.getByLabel('Wert');
  await expect(day).toHaveAttribute('type', 'date');
  // In the builder as in the questionnaire itself a day is typed over part by part, also where it is none in between: 31 February.
  const asked = page.getByRole('group', { name: 'Vorschau auf dem Telefon' }).getByLabel('Wann?', { exact: true });
  for (const field of [day, asked]) {
    await field.focus();
    const parts = await typeDate(page, field, '2028-02-28');
    for (const other of ['2028-03-31', '2028-02-28']) await typeDate(page, field, other, [parts]);
  }
  await expect(page.getByLabel('Als Ausdruck')).toHaveValue("${wann} > date('2028-02-28')");
  await expect(page.getByText('In einer Bedingung fehlt der Wert')).toHaveCount(0);

  // A time is only asked whether it is there.
  await add(page, 'Uhrzeit', 'Um wie viel Uhr?');
  await add(page, 'Text', 'Und dann?');
  await page.getByRole('button', { name: 'Bedingung hinzufügen' }).click();
  await expect(condition.getByLabel('Frage')).toHaveValue('um_wie_viel_uhr');
  await expect(condition.getByLabel('Vergleich').getByRole('option')).toHaveText(['ist beantwortet', 'ist nicht beantwortet']);
  await saved(page);
});

test('two people on one draft: the second is told, both keep what they did', async ({ page, portal, context, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/409/);
  await logIn(page, portal, 'Koordination');
  await begin(page, 'Zu zweit');
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText('Noch keine Frage.')).toBeVisible();

  await add(page, 'Text', 'Von der ersten');
  await saved(page);
  await add(other, 'Text', 'Von der zweiten');
  await expect(other.getByText('Inzwischen hat jemand anderes diesen Entwurf gespeichert.')).toBeVisible();
  await expect(other.locator('.outline__text')).toHaveText(['Von der ersten', 'Von der zweiten']);
  await expect(other.locator('.review').first()).toContainText('Von der zweiten');
  await expectGoodLook(other, 'the designer when two have changed the draft');
  await other.getByRole('button', { name: 'So speichern' }).click();
  await saved(other);

  // Now the first one is behind, and gives way.
  await page.getByLabel('Pflichtfrage').click();
  await expect(page.getByText('Inzwischen hat jemand anderes diesen Entwurf gespeichert.')).toBeVisible();
  await page.getByRole('button', { name: 'Meine Änderungen verwerfen' }).click();
  await saved(page);
  await expect(page.locator('.outline__text')).toHaveText(['Von der ersten', 'Von der zweiten']);
  await expect(row(page, 'Von der ersten')).not.toContainText('Pflicht');
});

test('what is typed without network is kept on the device, also over a reload, and saved when it is back', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/ERR_FAILED|ERR_INTERNET_DISCONNECTED/);
  await logIn(page, portal, 'Koordination');
  await begin(page, 'Ohne Netz');
  await page.route('**/fn/questionnaires/save-draft', (route) => route.abort());
  await add(page, 'Text', 'Im Dorf getippt');
  await expect(page.getByText('Nicht gespeichert', { exact: true })).toBeVisible();
  await expect(page.getByText('Ihre Änderungen liegen auf diesem Gerät')).toBeVisible();
  await expectGoodLook(page, 'the designer that cannot save');
  await page.unroute('**/fn/questionnaires/save-draft');
  await page.reload();
  await expect(page.locator('.outline__text')).toHaveText(['Im Dorf getippt']);
  await saved(page);
  await page.reload();
  await expect(page.locator('.outline__text')).toHaveText(['Im Dorf getippt']);
});

test('when only the answer to a save is lost, nothing is done twice and nobody else is blamed', async ({ page, portal, expectedConsoleErrors }) => {
  test.slow();
  expectedConsoleErrors.push(/ERR_FAILED|409/);
  await logIn(page, portal, 'Koordination');
  await begin(page, 'Antwort verloren');
  const lost = async (end: 'never' | 'abort') => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await page.route('**/fn/questionnaires/save-draft', async (route) => {
      await route.fetch();
      arrive();
      if (end === 'abort') await route.abort();
    });
    // Wrapped, since whoever waits for this function must not wait for that as well.
    return { arrived };
  };
  const blamed = page.getByText('Inzwischen hat jemand anderes diesen Entwurf gespeichert.');
  const texts = page.locator('.outline__text');

  // The connection breaks off: the next attempt finds what the first one did.
  const first = await lost('abort');
  await add(page, 'Text', 'Erste');
  await first.arrived;
  await expect(page.getByText('Nicht gespeichert', { exact: true })).toBeVisible();
  await page.unroute('**/fn/questionnaires/save-draft');
  await page.keyboard.type(' Frage');
  await saved(page);
  await expect(blamed).toHaveCount(0);
  await expect(texts).toHaveText(['Erste Frage']);

  // The page is closed before the answer comes, and after one more question.
  const second = await lost('never');
  await add(page, 'Text', 'Zweite');
  await second.arrived;
  await add(page, 'Text', 'Dritte');
  await page.unroute('**/fn/questionnaires/save-draft');
  await page.reload();
  await expect(texts).toHaveText(['Erste Frage', 'Zweite', 'Dritte']);
  await saved(page);
  await expect(blamed).toHaveCount(0);
  await page.reload();
  await expect(texts).toHaveText(['Erste Frage', 'Zweite', 'Dritte']);
});

test('the next version: languages side by side, faults at their question, and the difference', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination', '/app/frageboegen');
  await page.getByRole('link', { name: 'Elternbefragung zur Kita-Sozialarbeit' }).click();
  await page.getByRole('link', { name: 'Nächste Fassung entwerfen' }).click();
  await expect(page.getByText('gibt es keinen Entwurf')).toBeVisible();
  await expectGoodLook(page, 'the designer without a draft');
  await page.getByRole('button', { name: 'Nächste Fassung entwerfen' }).click();
  await expect(page.locator('.outline__row').first()).toBeVisible();
  await expectOneName(page);

  await page.getByRole('button', { name: 'Änderungen' }).click();
  await expect(page.getByText('Nichts hat sich geändert.')).toBeVisible();
  await page.getByRole('button', { name: 'Sprachen' }).click();
  await page.getByLabel('Neue Sprache').selectOption({ label: 'Shqip' });
  await page.getByRole('button', { name: 'Sprache hinzufügen' }).click();
  await expect(page.getByText(/von \d+ Texten fehlen/)).toBeVisible();
  await page.getByLabel('Shqip (sq)').first().fill('Mirë se vini');
  await saved(page);
  await expectGoodLook(page, 'the languages of a draft');

  await page.getByRole('button', { name: 'Fragen', exact: true }).click();
  await add(page, 'Eine Antwort', '');
  await page.getByRole('button', { name: /^Prüfung/ }).click();
  await expect(page.getByText('Der Text der Frage fehlt.')).toBeVisible();
  await expect(page.getByText('Noch nicht alles ist übersetzt.')).toBeVisible();
  await expect(page.getByText(/^Shqip \(sq\): \d+ Texte fehlen$/)).toBeVisible();
  await expectGoodLook(page, 'the faults of a draft');
  await page.getByRole('button', { name: /^Zur Frage/ }).first().click();
  await expect(page.locator('.editor textarea').first()).toBeFocused();
  await expectGoodLook(page, 'the designer with a fault at its question');

  await page.getByRole('button', { name: 'Änderungen' }).click();
  await expect(page.locator('.review')).toContainText('neu');
  await expect(page.locator('.review')).toContainText('Mirë se vini');
  await expectGoodLook(page, 'the difference to the latest version');
});

test('a draft that was never published is thrown away after a question', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await begin(page, 'Zum Verwerfen');
  await add(page, 'Text', 'Eine Frage');
  await saved(page);
  await page.goto('/app/frageboegen');
  await page.getByRole('link', { name: 'Zum Verwerfen' }).click();
  await page.getByRole('button', { name: 'Entwurf verwerfen: Zum Verwerfen' }).click();
  await expectGoodLook(page, 'the question before throwing a draft away');
  await page.getByRole('button', { name: 'Wirklich verwerfen: Zum Verwerfen' }).click();
  await expect(page).toHaveURL(/\/app\/frageboegen$/);
  await expect(page.getByRole('link', { name: 'Protokollbogen Hospitation' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Zum Verwerfen' })).toHaveCount(0);
});

test('the draft of a next version is thrown away, with what only the device holds of it, and the version stays', async ({
  page,
  portal,
  expectedConsoleErrors,
}) => {
  test.slow();
  expectedConsoleErrors.push(/ERR_FAILED|ERR_INTERNET_DISCONNECTED/);
  const title = 'Nur eine Fassung';
  await logIn(page, portal, 'Koordination');
  await begin(page, title);
  await add(page, 'Text', 'Bleibt');
  await saved(page);
  await page.getByRole('link', { name: 'Zum Fragebogen' }).click();
  await publish(page);
  await expect(page.getByRole('button', { name: /^Entwurf verwerfen/ })).toHaveCount(0);

  await page.getByRole('link', { name: 'Nächste Fassung entwerfen' }).click();
  await page.getByRole('button', { name: 'Nächste Fassung entwerfen' }).click();
  await expect(page.locator('.outline__text')).toHaveText(['Bleibt']);
  await add(page, 'Text', 'Kommt nicht');
  await saved(page);
  await page.route('**/fn/questionnaires/save-draft', (route) => route.abort());
  await add(page, 'Text', 'Nur auf dem Gerät');
  await expect(page.getByText('Nicht gespeichert', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Zum Fragebogen' }).click();

  await page.getByRole('button', { name: `Entwurf verwerfen: ${title}` }).click();
  await expect(page.getByText('Alle Änderungen seit Fassung 1 sind dann weg.')).toBeVisible();
  await expectGoodLook(page, 'the question before throwing a next version away');
  await page.getByRole('button', { name: `Wirklich verwerfen: ${title}` }).click();
  await expect(page.getByText('Der Entwurf ist verworfen. Es gilt die letzte Fassung.')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Bleibt');
  await expect(page.getByRole('main')).not.toContainText('Kommt nicht');
  await expect(page.getByRole('button', { name: /^Entwurf verwerfen/ })).toHaveCount(0);

  await page.unroute('**/fn/questionnaires/save-draft');
  await page.getByRole('link', { name: 'Nächste Fassung entwerfen' }).click();
  await page.getByRole('button', { name: 'Nächste Fassung entwerfen' }).click();
  await expect(page.locator('.outline__text')).toHaveText(['Bleibt']);
  await expect(page.getByText('Ungespeicherte Änderungen von diesem Gerät')).toHaveCount(0);
});

test('the preview begins as a phone does, with what stands there beforehand, and begins anew', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await begin(page, 'Mit Vorgabe');
  await add(page, 'Eine Antwort', 'Kennen Sie das?');
  const fresh = page.getByLabel('Neue Antwort');
  for (const answer of ['Ja', 'Nein']) {
    await fresh.fill(answer);
    await fresh.press('Enter');
  }
  await page.getByText('Weitere Einstellungen').click();
  const beforehand = page.getByLabel('Vorgabe');
  await expect(beforehand.getByRole('option')).toHaveText(['keine', 'Ja', 'Nein']);
  await beforehand.selectOption({ label: 'Nein' });
  const phone = page.getByRole('group', { name: 'Vorschau auf dem Telefon' });
  await expect(phone.getByLabel('Nein', { exact: true })).toBeChecked();
  // What somebody tries stays while the draft goes on.
  await phone.getByLabel('Ja', { exact: true }).check();
  await page.locator('.editor textarea').first().fill('Kennen Sie uns?');
  await expect(phone.getByText('Kennen Sie uns?')).toBeVisible();
  await expect(phone.getByLabel('Ja', { exact: true })).toBeChecked();
  await page.getByRole('button', { name: 'Vorschau neu beginnen' }).click();
  await expect(phone.getByLabel('Nein', { exact: true })).toBeChecked();
  // A scale goes by the room that its questions have, not by the window: below each other on a phone, else in one row.
  await page.getByLabel('Anordnung der Antworten').selectOption({ label: 'als Skala: in Spalten, der Text unter dem Feld' });
  await expect(phone.locator('.question__likert')).toBeVisible();
  const stands = async (): Promise<string> => {
    const [yes, no] = await Promise.all(['Ja', 'Nein'].map((answer) => phone.getByLabel(answer, { exact: true }).boundingBox()));
    if (!yes || !no) return 'nowhere';
    return `${Math.abs(no.x - yes.x) < 2 ? 'below' : 'beside'}, ${Math.abs(no.y - yes.y) < 2 ? 'one row' : 'two rows'}`;
  };
  await expect.poll(stands).toBe('below, two rows');
  await phone.evaluate((element) => Object.assign(element.style, { width: '40rem', maxWidth: 'none' }));
  await expect.poll(stands).toBe('beside, one row');
  await saved(page);
});

test('a published version is compared with the one before it', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  await begin(page, 'Zwei Fassungen');
  for (const [number, text] of [[1, 'Bleibt'], [2, 'Kommt dazu']] as const) {
    await add(page, 'Text', text);
    await saved(page);
    await page.getByRole('link', { name: 'Zum Fragebogen' }).click();
    await publish(page, number);
    if (number === 1) {
      await expect(page.getByRole('heading', { name: 'Änderungen gegenüber' })).toHaveCount(0);
      await page.getByRole('link', { name: 'Nächste Fassung entwerfen' }).click();
      await page.getByRole('button', { name: 'Nächste Fassung entwerfen' }).click();
      await expect(page.locator('.outline__text')).toHaveText(['Bleibt']);
    }
  }
  const changes = page.getByRole('region', { name: 'Änderungen gegenüber Fassung 1' });
  await changes.getByRole('button', { name: 'Änderungen zeigen' }).click();
  await expect(changes.getByRole('listitem')).toHaveText([/neu.*Kommt dazu/]);
  await expectGoodLook(page, 'the difference between two versions');
  await changes.getByRole('button', { name: 'Änderungen ausblenden' }).click();
  await expect(changes.getByRole('listitem')).toHaveCount(0);
});

test('a question is dragged to another place and into a section', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await begin(page, 'Zum Ziehen');
  await add(page, 'Text', 'Erste');
  await add(page, 'Text', 'Zweite');
  await add(page, 'Abschnitt', 'Teil');
  await page.locator('.outline__row[aria-expanded="true"]').click();
  const grip = (text: string) => page.locator('.outline__item').filter({ has: row(page, text) }).locator('.outline__grip');
  await grip('Zweite').dragTo(row(page, 'Erste'));
  await expect(page.locator('.outline__text')).toHaveText(['Zweite', 'Erste', 'Teil']);
  await grip('Zweite').dragTo(row(page, 'Teil'));
  await expect(page.locator('.outline__text')).toHaveText(['Erste', 'Teil', 'Zweite']);
  await expect(page.locator('.outline__item').filter({ has: row(page, 'Zweite') })).toHaveAttribute('data-depth', '1');
  await saved(page);
});
