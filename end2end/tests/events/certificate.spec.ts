// Issue 5: a Startseminar from its draft over registration, waiting list and attendance to the certificate, which is a tagged file that anybody can check.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectGoodLook, expectOneName, untilLive } from '../../fixtures/look.ts';
import { linkIn, mailTo, mailsTo } from '../../fixtures/mails.ts';
import { readPdf, type Paper } from '../../fixtures/pdf.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { fillRegistration, fillTandem, inDays, moveToToday, planSeminar, register, stranger } from '../../pages/events.ts';

/** Follows a link to a file and reads the PDF that comes. */
async function download(page: Page, open: () => Promise<unknown>): Promise<Paper> {
  const [file] = await Promise.all([page.waitForEvent('download'), open()]);
  return readPdf(readFileSync(await file.path()));
}

/** Presses a button of one person in the list of attendance, with the keyboard only. */
async function mark(page: Page, person: string, attendance: string): Promise<void> {
  const button = page.getByRole('group', { name: person }).getByRole('button', { name: attendance, exact: true });
  await button.focus();
  await page.keyboard.press('Space');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
}

test('a Startseminar leads from its draft over registration and attendance to certificates that anybody can check', async ({
  page,
  portal,
  browser,
  expectedConsoleErrors,
}) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Bescheinigung', 3, { waitingList: true, draft: true });
  const staff = new URL(page.url()).pathname;

  // A draft is there for nobody else; published, for everybody.
  const guest = await stranger(browser, portal, false);
  expect((await guest.goto(address))?.status()).toBe(404);
  await page.goto(`${staff}/bearbeiten`);
  await page.getByLabel('Veröffentlicht').press('Space');
  await expect(page.getByLabel('Veröffentlicht')).toBeChecked();
  await page.getByRole('button', { name: 'Speichern' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Startseminar mit Bescheinigung' })).toBeVisible();
  await guest.goto(`${address}/tandem`);
  const partner = { name: 'Kim Bescheinigt', email: 'kim.bescheinigt@beispiel.de' };
  await fillTandem(guest, { funktion: 'Kita-Leitung', name: 'Lena Bescheinigt', email: 'lena.bescheinigt@beispiel.de', partner });
  await guest.getByRole('button', { name: 'Tandem anmelden' }).click();
  await expect(guest.getByText('Zwei Plätze sind für Sie reserviert.')).toBeVisible();
  await register(guest, address, 'Vera Verzicht', 'vera.verzicht@beispiel.de');
  // All seats are taken; who waits moves up when one is given up.
  await guest.goto(address);
  await fillRegistration(guest, 'Bernd Halbda', 'bernd.halbda@beispiel.de');
  await guest.getByRole('button', { name: 'Auf die Warteliste setzen' }).click();
  await expect(guest.getByText('Sie stehen auf der Warteliste: Startseminar mit Bescheinigung')).toBeVisible();
  await page.goto(staff);
  await page.getByRole('button', { name: /^Stornieren.*Vera Verzicht/ }).press('Enter');
  await page.getByRole('button', { name: /^Wirklich stornieren.*Vera Verzicht/ }).press('Enter');
  await mailTo(portal, 'bernd.halbda@beispiel.de', 'Sie sind nachgerückt');
  await moveToToday(page, staff);

  // On the day: one session after the other, by keyboard, with a slip that is taken back.
  await page.getByRole('link', { name: 'Anwesenheit' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Anwesenheit' })).toBeVisible();
  await page.getByRole('group', { name: 'Termin' }).getByRole('button').first().click();
  await mark(page, 'Bernd Halbda', 'unentschuldigt');
  await page.getByRole('button', { name: 'Letzten Eintrag zurücknehmen' }).press('Enter');
  await expect(page.getByText('0 von 3 eingetragen. Alles ist gespeichert.')).toBeVisible();

  // Without network the list stays, with what was entered, and is saved when it is asked to.
  expectedConsoleErrors.push(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await page.context().setOffline(true);
  await mark(page, 'Bernd Halbda', 'entschuldigt');
  await expect(page.getByText('Nicht alles ist gespeichert.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Bernd Halbda' })).toContainText('nicht gespeichert');
  await page.getByRole('button', { name: 'Noch einmal speichern' }).press('Enter');
  await expect(page.locator('.attendance__state')).toBeFocused();
  await expect(page.getByText('1 von 3 eingetragen. 1 Eintrag ist nicht gespeichert.')).toBeVisible();
  // The browser says that the network is back, and the page saves by itself.
  await page.context().setOffline(false);
  await expect(page.getByText('1 von 3 eingetragen. Alles ist gespeichert.')).toBeVisible();
  await expect(page.getByText('Nicht alles ist gespeichert.')).toHaveCount(0);

  const rest = page.getByRole('button', { name: 'Alle übrigen anwesend' });
  await rest.press('Enter');
  await expect(page.getByText('3 von 3 eingetragen. Alles ist gespeichert.')).toBeVisible();
  await expect(rest).toBeFocused();
  await page.getByRole('group', { name: 'Termin' }).getByRole('button').nth(1).press('Enter');
  await page.getByRole('button', { name: 'Alle übrigen anwesend' }).press('Enter');
  await expect(page.getByText('3 von 3 eingetragen. Alles ist gespeichert.')).toBeVisible();
  await page.reload();
  await page.getByRole('group', { name: 'Termin' }).getByRole('button').first().click();
  const excused = page.getByRole('group', { name: 'Bernd Halbda' }).getByRole('button', { name: 'entschuldigt', exact: true });
  await expect(excused).toHaveAttribute('aria-pressed', 'true');
  await expectGoodLook(page, 'attendance');

  // Afterwards: it took place, and two of three have earned a certificate.
  await page.getByRole('link', { name: 'Abschluss und Bescheinigungen' }).click();
  await page.getByRole('button', { name: 'Als durchgeführt melden' }).press('Enter');
  await page.getByRole('button', { name: 'Durchgeführt', exact: true }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'als durchgeführt gemeldet' })).toBeFocused();
  await page.getByRole('button', { name: 'Bescheinigungen ausstellen' }).press('Enter');
  await page.getByRole('button', { name: 'Ausstellen', exact: true }).press('Enter');
  await expect(page.getByText('2 Bescheinigungen sind ausgestellt')).toBeVisible();
  await expect(page.getByRole('row', { name: /Bernd Halbda.*weniger als 80 % besucht/ })).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'closing');

  // The papers of the Koordination.
  const one = await download(page, () => page.getByRole('link', { name: 'Bescheinigung für Kim Bescheinigt' }).click());
  expect(one.accessible).toBe(true);
  expect(one.title).toBe('Teilnahmebescheinigung');
  expect(one.tags).toEqual(expect.arrayContaining(['H1', 'H2', 'Table', 'TH', 'TD', 'L', 'Link']));
  for (const said of ['Kim Bescheinigt', 'Startseminar mit Bescheinigung', 'Rollenklärung', '2 von 2 Terminen', '/bescheinigung/']) {
    expect(one.text).toContain(said);
  }
  expect(one.text).not.toContain('Lena');
  const all = await download(page, () => page.getByRole('link', { name: 'Alle 2 Bescheinigungen' }).click());
  for (const name of ['Kim Bescheinigt', 'Lena Bescheinigt']) expect(all.text).toContain(name);
  await page.goto(staff);
  const list = await download(page, () => page.getByRole('link', { name: 'Teilnahmeliste' }).click());
  expect(list.accessible).toBe(true);
  expect(list.text).toContain('Bernd Halbda');
  const badges = await download(page, () => page.getByRole('link', { name: 'Namensschilder' }).click());
  expect(badges.text).toContain('Kim Bescheinigt');

  // The mail brings the same file; the number alone shows nobody's name.
  const mail = await mailTo(portal, 'kim.bescheinigt@beispiel.de', 'Ihre Bescheinigung');
  expect(mailsTo(portal, 'bernd.halbda@beispiel.de').filter((mail) => mail.subject.startsWith('Ihre Bescheinigung'))).toEqual([]);
  const link = linkIn(mail, '/bescheinigung/');
  const own = await download(guest, () => guest.goto(link).catch(() => undefined));
  expect(own.text).toBe(one.text);
  await page.goto(new URL(link).pathname.replace('/datei', ''));
  await untilLive(page);
  await expect(page.getByText('Diese Bescheinigung ist echt.')).toBeVisible();
  await expect(page.getByText('Kim Bescheinigt')).toHaveCount(0);
  await expectOneName(page);
  await expectGoodLook(page, 'check of a certificate');

  // Taken back, it says so to anybody, and another one can be issued.
  const check = page.url();
  await page.goto(`${staff}/abschluss`);
  await page.getByRole('button', { name: /^Zurückziehen ?: Kim Bescheinigt/ }).press('Enter');
  await page.getByRole('button', { name: /^Wirklich zurückziehen ?: Kim Bescheinigt/ }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Die Bescheinigung für Kim Bescheinigt ist zurückgezogen.' })).toBeFocused();
  await expect(page.getByRole('row', { name: /Kim Bescheinigt.*zurückgezogen am/ })).toBeVisible();
  expect((await mailTo(portal, 'kim.bescheinigt@beispiel.de', 'Ihre Bescheinigung gilt nicht mehr')).text).toContain('zurückgezogen');
  await page.goto(check);
  await expect(page.getByText('Diese Bescheinigung gilt nicht mehr.')).toBeVisible();
  await expectGoodLook(page, 'check of a certificate that was taken back');

  // The year's count has it, with the time that people were there.
  await page.goto('/app/veranstaltungen');
  await page.getByRole('link', { name: 'Auswertung' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Auswertung der Veranstaltungen' })).toBeVisible();
  // It began yesterday, which is another year on the first of January.
  await page.goto(`/app/veranstaltungen/auswertung?jahr=${inDays(-1).slice(0, 4)}`);
  const formats = page.getByRole('table', { name: /^Formate \d{4}$/ }).getByRole('row', { name: /Tandem-Startseminar/ });
  await expect(formats.getByRole('cell', { name: /\d+ Stunden/ })).toBeVisible();
  await expect(page.getByRole('table', { name: /^Sozialräume \d{4}$/ }).getByRole('row', { name: /VG Pellenz/ })).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'statistics of events');
  await page.goto('/app/veranstaltungen/auswertung?jahr=2019');
  await expect(page.getByText('In diesem Jahr hat noch keine Veranstaltung begonnen.')).toBeVisible();
});

test('a number can be checked without WASM, and an invented one is told apart', async ({ portal, browser }) => {
  const plain = await stranger(browser, portal, false);
  await plain.goto('/bescheinigung');
  await plain.getByLabel('Nummer der Bescheinigung').fill('0000 0000 0000');
  await plain.getByRole('button', { name: 'Prüfen' }).click();
  await expect(plain.getByText('Diese Nummer gibt es nicht.')).toBeVisible();
  await expect(plain.getByLabel('Nummer der Bescheinigung')).toHaveValue('0000 0000 0000');
});
