// Issue 5, "done when": the whole of it by keyboard, at 360 px. Nothing here is clicked or filled in: Tab, Enter, Space, arrows and letters.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectNoSidewaysScroll } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { linkIn, mailTo } from '../../fixtures/mails.ts';
import { readPdf } from '../../fixtures/pdf.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { PHONE, inDays, stranger, typeTandem } from '../../pages/events.ts';
import { choose, confirmByKey, followByKey, pressByKey, tabTo, typeDate, typeInto } from '../../pages/keys.ts';

test.use({ viewport: PHONE });

/** Opens the form of a new event; format and title are chosen, the rest is as the format proposes it. */
async function beginEvent(page: Page, title: string, format: string): Promise<void> {
  await page.goto('/app/veranstaltungen');
  await followByKey(page, 'Veranstaltung anlegen', 'Veranstaltung anlegen');
  await typeInto(page, page.getByLabel('Titel'), title);
  await choose(page, page.getByLabel('Format'), format);
}

/** Day and place of an event of one day, which begins and ends as its format proposes, and the last day of registration. */
async function typeDay(page: Page, day: number, closes: number): Promise<void> {
  const fields = page.getByRole('group', { name: '1. Tag' });
  await typeDate(page, fields.getByLabel('Datum'), inDays(day));
  await typeInto(page, fields.getByLabel('Ort'), 'Kreishaus');
  await typeDate(page, page.getByLabel('Anmeldeschluss'), inDays(closes));
}

/** From "Entwurf" to the choice below it. */
async function chooseToPublish(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('radio', { name: 'Entwurf', exact: true }));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Veröffentlicht', exact: true })).toBeChecked();
}

async function saveEvent(page: Page, title: string): Promise<void> {
  await pressByKey(page, 'Speichern');
  await expect(page.getByRole('heading', { level: 1, name: title, exact: true })).toBeFocused();
}

test('a Startseminar is planned, opened, joined by a tandem, held and certified', async ({ page, portal, browser }) => {
  test.slow();
  const title = 'Startseminar nur mit Tasten';
  await logIn(page, portal, 'Koordination');
  await beginEvent(page, title, 'Tandem-Startseminar');
  await expect(page.getByLabel('Inhalte')).toHaveValue(/Rollenklärung/);
  await typeDay(page, 40, 30);
  await expectNoSidewaysScroll(page, 'the form of an event');
  await saveEvent(page, title);
  const address = new URL(page.url()).pathname.replace('/app', '');

  await followByKey(page, 'Bearbeiten', 'Veranstaltung bearbeiten');
  await typeInto(page, page.getByLabel('Plätze'), '4');
  await chooseToPublish(page);
  await saveEvent(page, title);
  await expect(page.getByText('0 von 4 Plätzen belegt.')).toBeVisible();

  // Two who come without WASM: one registers both and confirms the own address, then the other says yes.
  const guest = await stranger(browser, portal, false);
  await guest.setViewportSize(PHONE);
  await guest.goto(address);
  // They come together: there is no form for one of them.
  await expect(guest.getByRole('link', { name: 'Als Tandem anmelden', exact: true })).toBeVisible();
  await expect(guest.getByLabel('Ihre Funktion')).toHaveCount(0);
  await tabTo(guest, guest.getByRole('link', { name: 'Als Tandem anmelden', exact: true }));
  await guest.keyboard.press('Enter');
  const kim = { name: 'Kim Tastatur', email: 'kim.tastatur@beispiel.de' };
  const lena = 'lena.tastatur@beispiel.de';
  await typeTandem(guest, 'Lena Tastatur', lena, kim);
  await pressByKey(guest, 'Tandem anmelden');
  await expect(guest.getByText('Zwei Plätze sind für Sie reserviert.')).toBeVisible();
  await guest.goto(linkIn(await mailTo(portal, lena, 'Bitte bestätigen'), '/meine-anmeldung'));
  await pressByKey(guest, 'Ja, ich nehme teil');
  await guest.goto(linkIn(await mailTo(portal, kim.email, 'Bitte bestätigen: Tandem'), '/meine-anmeldung'));
  await pressByKey(guest, 'Ja, ich nehme teil');
  await expect(guest.getByText('Ihr Tandem ist angemeldet')).toBeVisible();
  await guest.context().close();

  // The day has come: the server judges by the real clock. Dates that stand there are typed over part by part.
  await followByKey(page, 'Bearbeiten', 'Veranstaltung bearbeiten');
  await typeDate(page, page.getByRole('group', { name: '1. Tag' }).getByLabel('Datum'), inDays(-1));
  await typeDate(page, page.getByLabel('Anmeldeschluss'), inDays(-2));
  await saveEvent(page, title);
  await expect(page.getByText('2 von 4 Plätzen belegt.')).toBeVisible();

  await followByKey(page, 'Anwesenheit', 'Anwesenheit');
  const present = page.getByRole('group', { name: kim.name, exact: true }).getByRole('button', { name: 'anwesend', exact: true });
  await tabTo(page, present);
  await page.keyboard.press('Space');
  await expect(present).toHaveAttribute('aria-pressed', 'true');
  await pressByKey(page, 'Alle übrigen anwesend', 'Shift+Tab');
  await expect(page.getByText('2 von 2 eingetragen. Alles ist gespeichert.')).toBeVisible();
  await expectNoSidewaysScroll(page, 'attendance');

  await followByKey(page, 'Abschluss und Bescheinigungen', 'Abschluss und Bescheinigungen', 'Shift+Tab');
  await confirmByKey(page, 'Als durchgeführt melden', 'Durchgeführt');
  await expect(page.locator('.outcome').filter({ hasText: 'als durchgeführt gemeldet' })).toBeFocused();
  await confirmByKey(page, 'Bescheinigungen ausstellen', 'Ausstellen');
  await expect(page.locator('.outcome').filter({ hasText: '2 Bescheinigungen sind ausgestellt' })).toBeFocused();
  await expectNoSidewaysScroll(page, 'closing');
  await tabTo(page, page.getByRole('link', { name: `Bescheinigung für ${kim.name}`, exact: true }));
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(readPdf(readFileSync(await file.path())).text).toContain(kim.name);
});

test('a Netzwerktreffen is planned, somebody who comes is taken in, and its minutes are written and sent', async ({ page, portal }) => {
  test.slow();
  const title = 'Netzwerktreffen nur mit Tasten';
  await logIn(page, portal, 'Koordination');
  // The arrow passes every other format; what none of them was told follows the one it ends on.
  await beginEvent(page, title, 'Netzwerktreffen');
  await expect(page.getByRole('radio', { name: 'Alle, auch ohne Konto', exact: true })).toBeChecked();
  await typeInto(page, page.getByLabel('Inhalte'), 'Netzwerkkarte');
  await typeDay(page, -1, -1);
  await chooseToPublish(page);
  await saveEvent(page, title);

  await followByKey(page, 'Anwesenheit', 'Anwesenheit');
  const willi = { name: 'Willi Tastatur', email: 'willi.tastatur@beispiel.de' };
  await typeInto(page, page.getByLabel('Vor- und Nachname'), willi.name);
  await typeInto(page, page.getByLabel('E-Mail-Adresse'), willi.email);
  await choose(page, page.getByLabel('Funktion'), 'Netzwerkpartner');
  await typeInto(page, page.getByLabel('Andere Einrichtung'), 'Sportverein');
  await pressByKey(page, 'Als anwesend aufnehmen');
  // The list is read anew, and what stands above it takes the focus once more.
  await expect(page.getByRole('listitem').filter({ hasText: willi.name })).toContainText('ohne Anmeldung gekommen');
  await expect(page.locator('.outcome').filter({ hasText: `${willi.name} ist aufgenommen` })).toBeFocused();

  await followByKey(page, 'Zur Veranstaltung', title, 'Shift+Tab');
  await followByKey(page, 'Protokoll', 'Protokoll');
  const point = page.getByRole('group', { name: '1. Tagesordnungspunkt' });
  await expect(point.getByLabel('Thema')).toHaveValue('Netzwerkkarte');
  await typeInto(page, point.getByLabel('Ergebnis'), 'Der Sportverein kommt dazu.');
  await pressByKey(page, 'Aufgabe hinzufügen');
  const task = page.getByRole('group', { name: '1. Aufgabe' });
  // The new fields stand before the button that made them.
  await tabTo(page, task.getByLabel('Was'), 'Shift+Tab');
  await typeInto(page, task.getByLabel('Was'), 'Karte ergänzen');
  await typeInto(page, task.getByLabel('Wer'), willi.name);
  await pressByKey(page, 'Protokoll speichern');
  await expect(page.locator('.outcome').filter({ hasText: 'Das Protokoll ist gespeichert' })).toBeFocused();
  await confirmByKey(page, 'Protokoll verschicken', 'Verschicken');
  await expect(page.locator('.outcome').filter({ hasText: 'Das Protokoll geht an 1 Person.' })).toBeFocused();
  await expectNoSidewaysScroll(page, 'minutes');
  const mail = await mailTo(portal, willi.email, 'Protokoll');
  for (const said of ['1. Netzwerkkarte', 'Der Sportverein kommt dazu.', '- Karte ergänzen']) expect(mail.text).toContain(said);
  // What is open stays on the table of every later meeting, those of other tests too.
  await pressByKey(page, 'Erledigt: Karte ergänzen');
  await expect(page.getByRole('button', { name: 'Wieder offen: Karte ergänzen' })).toBeVisible();
});

test('a Teamtreffen is planned for its Sozialraum', async ({ page, portal }) => {
  test.slow();
  const title = 'Teamtreffen nur mit Tasten';
  await logIn(page, portal, 'Koordination');
  await beginEvent(page, title, 'Sozialraumteamtreffen');
  await expect(page.getByRole('radio', { name: 'Nur Personen mit Konto', exact: true })).toBeChecked();
  await typeInto(page, page.getByLabel('Inhalte'), 'Sommerfest');
  await typeDay(page, 33, 30);
  const region = page.getByRole('group', { name: 'Sozialräume' }).getByLabel('VG Vallendar');
  await tabTo(page, region, 'Shift+Tab');
  await page.keyboard.press('Space');
  await expect(region).toBeChecked();
  await chooseToPublish(page);
  await saveEvent(page, title);
  await expect(page.getByText('Sozialraum: VG Vallendar')).toBeVisible();
});

test('a date is typed over part by part, also where it is none in between, and does not stay behind as half of one', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/veranstaltungen/neu');
  const opens = page.getByLabel('Anmeldung ab');
  const closes = page.getByLabel('Anmeldeschluss');
  const isHalf = () => opens.evaluate((field: HTMLInputElement) => field.validity.badInput);
  await tabTo(page, opens);
  await page.keyboard.type('28');
  expect(await isHalf(), 'a date without a year').toBe(true);
  // Blank is allowed here, so what counts as blank looks like it once it is left.
  const parts = await typeDate(page, closes, '2028-02-28');
  expect(await isHalf()).toBe(false);
  // On the way there, or on the way back where the month comes first, it is 31 February.
  await typeDate(page, closes, '2028-03-31', [parts]);
  await typeDate(page, closes, '2028-02-28', [parts]);
});
