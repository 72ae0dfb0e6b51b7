// Issue 5 §3: attendance on the tablet, also without network: kept through a reload, and in the office once the tablet is back.
import type { Page } from '@playwright/test';
import { answerPin, logIn } from '../../fixtures/logins.ts';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { linkIn, mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { inDays, moveToToday, planSeminar, register, stranger } from '../../pages/events.ts';
import { saved } from '../../pages/field.ts';

test.use({ viewport: { width: 820, height: 1180 }, expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED/] });

const ANNA = 'Anna Anders';
const BERTA = 'Berta Beispiel';
const CLARA = 'Clara Fall';

const mark = (page: Page, person: string, word: string) =>
  page.getByRole('group', { name: person }).getByRole('button', { name: word, exact: true });

test('three people are ticked without network, survive a reload, and stand in the office afterwards', async ({
  page,
  context,
  portal,
  browser,
}) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar im Dorf', 5);
  const staff = new URL(page.url()).pathname;
  const guest = await stranger(browser, portal, false);
  for (const name of [ANNA, BERTA, CLARA]) {
    await register(guest, address, name, `${name.toLowerCase().replace(' ', '.')}@beispiel.de`);
  }
  await moveToToday(page, staff);

  await answerPin(page);
  await page.goto('/app/vor-ort');
  await page.getByRole('link', { name: /^Startseminar im Dorf/ }).click();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect(mark(page, ANNA, 'anwesend')).toBeEnabled();
  await expectOneName(page);
  await expectGoodLook(page, 'a list of attendance on the tablet');

  await context.setOffline(true);
  await mark(page, ANNA, 'anwesend').click();
  await mark(page, BERTA, 'entschuldigt').click();
  await mark(page, CLARA, 'unentschuldigt').click();
  await saved(page);
  const waiting = '3 von 3 eingetragen. 3 Einträge sind auf diesem Gerät gespeichert und noch nicht gesendet.';
  await expect(page.getByText(waiting)).toBeVisible();
  // In the header of every page: how many wait, and when something last went.
  const header = page.getByRole('banner');
  await expect(header.getByRole('link', { name: 'offline, 3 Einträge nicht gesendet' })).toBeVisible();
  await expect(header.getByText('zuletzt gesendet')).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(waiting)).toBeVisible();
  await expect(mark(page, CLARA, 'unentschuldigt')).toHaveAttribute('aria-pressed', 'true');

  const desk = await stranger(browser, portal, true);
  await logIn(desk, portal, 'Koordination', `${staff}/anwesenheit`);
  await expect(mark(desk, ANNA, 'anwesend')).toHaveAttribute('aria-pressed', 'false');
  await context.setOffline(false);
  await expect(page.getByText('3 von 3 eingetragen. Alles ist gesendet.')).toBeVisible({ timeout: 30_000 });
  await expect(header.getByRole('link', { name: 'online', exact: true })).toBeVisible();
  await expect(header.getByText('zuletzt gesendet')).toBeVisible();
  await desk.reload();
  await expect(mark(desk, ANNA, 'anwesend')).toHaveAttribute('aria-pressed', 'true');
  await expect(mark(desk, BERTA, 'entschuldigt')).toHaveAttribute('aria-pressed', 'true');
  await expect(mark(desk, CLARA, 'unentschuldigt')).toHaveAttribute('aria-pressed', 'true');

  // Two who do not see each other contradict: the later one counts, and the other one is not lost.
  await context.setOffline(true);
  await mark(desk, ANNA, 'entschuldigt').click();
  await expect(desk.getByText(`${ANNA}: entschuldigt. 3 von 3 eingetragen. Alles ist gespeichert.`)).toBeVisible();
  await mark(page, ANNA, 'unentschuldigt').click();
  await saved(page);
  await context.setOffline(false);
  await expect(page.getByText('3 von 3 eingetragen. Alles ist gesendet.')).toBeVisible({ timeout: 30_000 });
  await desk.reload();
  await expect(mark(desk, ANNA, 'unentschuldigt')).toHaveAttribute('aria-pressed', 'true');
  await expect(desk.getByText('Anderswo eingetragen: entschuldigt. Ein neuer Eintrag entscheidet.')).toBeVisible();
  await mark(desk, ANNA, 'entschuldigt').click();
  await expect(desk.getByText(`${ANNA}: entschuldigt. 3 von 3 eingetragen. Alles ist gespeichert.`)).toBeVisible();
  await desk.reload();
  await expect(mark(desk, ANNA, 'entschuldigt')).toHaveAttribute('aria-pressed', 'true');
  await expect(desk.getByText('Anderswo eingetragen')).toHaveCount(0);
});

test('the code of a participant leads the Koordination to one button, and nobody else to a name', async ({
  page,
  portal,
  browser,
  expectedConsoleErrors,
}) => {
  test.slow();
  expectedConsoleErrors.push(/status of 422/);
  const address = await planSeminar(page, portal, 'Startseminar mit Code', 5);
  const staff = new URL(page.url()).pathname;
  const guest = await stranger(browser, portal, false);
  await register(guest, address, 'Dora Dorf', 'dora.dorf@beispiel.de');
  await guest.goto(linkIn(await mailTo(portal, 'dora.dorf@beispiel.de', 'Ihre Anmeldung: Startseminar mit Code'), '/meine-anmeldung'));
  // Behind a fold, so that it is there without WASM as well.
  await guest.getByText('Code für die Anwesenheit').click();
  const picture = guest.getByRole('img', { name: 'QR-Code für die Anwesenheit' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const code = await guest.getByText(/\/app\/vor-ort\//).last().textContent();
  if (!code) throw new Error('the page does not say what the code holds');
  const opened = new URL(code.trim()).pathname;

  // What a passer-by reads who photographs it.
  const passerBy = await stranger(browser, portal, true);
  await passerBy.goto(opened);
  await expect(passerBy.getByRole('link', { name: 'Zur Anmeldung' })).toBeVisible();
  await expect(passerBy.getByText('Dora Dorf')).toHaveCount(0);

  await page.goto(opened);
  await expect(page.getByRole('heading', { level: 1, name: 'Dora Dorf – anwesend?' })).toBeVisible();
  await expect(page.getByText('Heute ist kein Termin dieser Veranstaltung.')).toBeVisible();
  await moveToToday(page, staff);
  await page.goto(opened);
  await page.getByRole('button', { name: 'Als anwesend eintragen' }).click();
  await expect(page.getByText('Dora Dorf ist als anwesend eingetragen.')).toBeVisible();
  await expect(page.getByText('Eingetragen: anwesend.')).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'the code of a participant, entered');
  await page.goto(`${staff}/anwesenheit`);
  await expect(mark(page, 'Dora Dorf', 'anwesend')).toHaveAttribute('aria-pressed', 'true');

  // A changed plan loses nothing of it: the day stays where it is until somebody has taken the entry back.
  await page.goto(`${staff}/bearbeiten`);
  await page.getByRole('group', { name: '2. Tag' }).getByLabel('Datum').fill(inDays(1));
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('ist schon Anwesenheit eingetragen')).toBeVisible();
  await expectGoodLook(page, 'the plan of an event whose attendance holds its day');
});
