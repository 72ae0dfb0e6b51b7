// A protocol sheet from beginning to end without network: its changes arrive, and what was finished counts.
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { beginSheet, fillSheet, saved } from '../../pages/field.ts';

test.use({ viewport: { width: 820, height: 1180 }, expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED/] });

/** The demo has taken in so many sheets. */
const BEFORE = 3;

test('a sheet begun and finished without network is counted once the tablet is back (Q7)', async ({ page, context, browser }) => {
  test.slow();
  const server = await startServer();
  const office = await browser.newContext({ baseURL: server.url });
  try {
    await logIn(page, server, 'KiSo');
    await page.goto(`${server.url}/app`);
    await page.goto(`${server.url}/app/erhebungen`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    // Setting the PIN needs the server, entering it does not.
    await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
    await expect(page.getByRole('banner')).toContainText('online');
    await context.setOffline(true);
    await beginSheet(page, server.url);
    await fillSheet(page, { worksWell: 'Das Ankommen', isMissing: 'Zeit für Gespräche' });
    await saved(page);
    await expect(page.getByRole('banner')).toContainText('1 Fragebogen nicht gesendet');
    await page.getByRole('button', { name: 'Abschließen und senden' }).click();
    await expect(page.getByRole('cell', { name: 'abgeschlossen, wartet auf das Senden' })).toBeVisible();
    // Not a word of "angekommen" before the receipt, also after a start without network.
    await page.reload();
    await expect(page.getByRole('cell', { name: 'abgeschlossen, wartet auf das Senden' })).toBeVisible();
    await expect(page.getByText('angekommen')).toHaveCount(0);

    await context.setOffline(false);
    await expect(page.getByRole('cell', { name: 'beim Kreisjugendamt angekommen', exact: true })).toBeVisible();
    await expect(page.getByRole('banner')).toContainText('zuletzt gesendet');
    // Q7: what was sent is no unsaved record. Nothing of it is offered as a draft, and the count below shows that it went once.
    await page.reload();
    await expect(page.getByRole('cell', { name: 'beim Kreisjugendamt angekommen', exact: true })).toBeVisible();
    await expect(page.getByRole('cell', { name: /^Entwurf/ })).toHaveCount(0);
    const desk = await office.newPage();
    await logIn(desk, server, 'Koordination');
    await desk.goto('/app/frageboegen/erhebungen');
    await desk.getByRole('link', { name: /Hospitation/ }).first().click();
    await expect(desk.getByText(`${BEFORE + 1} ausgefüllte Bögen`).first()).toBeVisible();
  } finally {
    // A page that is still open would ask a server that is gone.
    await Promise.all([page.close(), office.close()]);
    await server.stop();
  }
});
