// A tablet whose PIN is forgotten: attendance that was not sent arrives sealed, and the Koordination decides.
import type { Browser, Page } from '@playwright/test';
import { layCable, leaveFor } from '../../fixtures/cable.ts';
import { expectGoodLook } from '../../fixtures/look.ts';
import { PIN, enterPin, logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer, type RunningServer } from '../../fixtures/server.ts';
import { moveToToday, planSeminar, registerGuest } from '../../pages/events.ts';
import { saved } from '../../pages/field.ts';

test.use({ viewport: { width: 820, height: 1180 } });

const ANNA = 'Anna Anders';
const TITLE = 'Startseminar ohne PIN';

const mark = (page: Page, word: string) => page.getByRole('group', { name: ANNA }).getByRole('button', { name: word, exact: true });
const locked = (page: Page) => page.getByRole('heading', { level: 1, name: 'Gerät gesperrt' });

/** One person has registered for an event that is held now, and its list of attendance is open on the tablet, which has got a PIN;
 * returns the event's page in the staff zone. */
async function openList(page: Page, portal: RunningServer, browser: Browser): Promise<string> {
  const address = await planSeminar(page, portal, TITLE, 5);
  const staff = new URL(page.url()).pathname;
  await registerGuest(browser, portal, address, ANNA, 'anna.anders@beispiel.de');
  await moveToToday(page, staff);
  await page.goto('/app/vor-ort');
  await enterPin(page, PIN);
  await page.getByRole('link', { name: new RegExp(`^${TITLE}`) }).click();
  await expect(mark(page, 'anwesend')).toBeEnabled();
  return staff;
}

test('attendance that a forgotten PIN had locked in is looked at and taken over', async ({ portal, browser }) => {
  test.slow();
  const cable = await layCable(portal);
  const field = await browser.newContext({ baseURL: cable.portal.url, locale: 'de-DE' });
  try {
    const page = await field.newPage();
    const staff = await openList(page, cable.portal, browser);
    const list = page.url();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await enterPin(page, PIN);
    await expect(mark(page, 'anwesend')).toBeEnabled();
    await cable.setOffline(true);
    await mark(page, 'anwesend').click();
    await expect(page.getByText('1 von 1 eingetragen. 1 Eintrag ist auf diesem Gerät gespeichert und noch nicht gesendet.')).toBeVisible();

    // An open page would send at once what is to be locked in: the network is back when that page is gone.
    await leaveFor(page, list);
    await expect(locked(page)).toBeVisible();
    await cable.setOffline(false);
    await page.getByText('PIN vergessen?').click();
    await page.getByRole('button', { name: 'Neue PIN festlegen' }).click();
    await expect(page.getByText('Anwesenheit, die nicht gesendet ist, wartet dann unter »Zu prüfen«')).toBeVisible();
    await page.getByRole('button', { name: 'Gerät leeren und neue PIN festlegen' }).click();
    // It stands there once everything is delivered.
    await expect(page.getByRole('heading', { level: 1, name: 'PIN für dieses Gerät' })).toBeVisible();

    await page.goto(`${staff}/anwesenheit`);
    await expect(mark(page, 'anwesend')).toHaveAttribute('aria-pressed', 'false');
    await page.goto('/app/zu-pruefen');
    const held = page.getByRole('region', { name: new RegExp(`^Anwesenheit von einem gesperrten Gerät: ${TITLE}`) });
    const row = held.getByRole('row', { name: ANNA });
    await expect(row.getByRole('cell', { name: 'anwesend', exact: true })).toBeVisible();
    await expect(row.getByRole('cell', { name: 'noch nichts', exact: true })).toBeVisible();
    await expectGoodLook(page, 'attendance that waits to be reviewed');
    await page.getByRole('button', { name: new RegExp(`^Übernehmen ?: ${TITLE}`) }).click();
    await expect(page.getByText('Die Anwesenheit ist übernommen.')).toBeVisible();
    await expect(held).toHaveCount(0);
    await page.goto(`${staff}/anwesenheit`);
    await expect(mark(page, 'anwesend')).toHaveAttribute('aria-pressed', 'true');
  } finally {
    await field.close();
    await cable.close();
  }
});

test('a tablet that is revoked while it is open gives away what waits, and says so', async ({ browser }) => {
  test.slow();
  const server = await startServer();
  const [field, office] = await Promise.all(['field', 'office'].map(() => browser.newContext({ baseURL: server.url, locale: 'de-DE' })));
  if (!field || !office) throw new Error('two browsers');
  try {
    const page = await field.newPage();
    await openList(page, server, browser);
    await field.setOffline(true);
    await mark(page, 'anwesend').click();
    await saved(page);

    const desk = await office.newPage();
    await logIn(desk, server, 'Koordination');
    await desk.goto('/app/geraete');
    await desk.getByRole('button', { name: /^Sperren ?: / }).click();
    await desk.getByRole('button', { name: /^Endgültig sperren ?: / }).click();
    await expect(desk.getByText('Das Gerät ist gesperrt.')).toBeVisible();

    await field.setOffline(false);
    await expect(page.getByText('Dieses Gerät ist gesperrt und nimmt nichts mehr auf.')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('noch nicht gesendet')).toHaveCount(0);
    await desk.goto('/app/zu-pruefen');
    const held = desk.getByRole('region', { name: new RegExp(`^Anwesenheit von einem gesperrten Gerät: ${TITLE}`) });
    await expect(held.getByRole('row', { name: ANNA })).toBeVisible();
  } finally {
    await Promise.all([field.close(), office.close()]);
    await server.stop();
  }
});
