// Issue 4 §3: each questionnaire on the device with size and last change, and a way to send it now that says what became of it.
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { IS_MISSING, WORKS_WELL, beginSheet, saved } from '../../pages/field.ts';

test.use({ expectedConsoleErrors: [/ERR_FAILED/] });

test('one questionnaire is sent now, or says why not', async ({ page, context }) => {
  test.slow();
  const server = await startServer();
  try {
    await logIn(page, server, 'KiSo');
    // The network is there, and the office's server is not reached. One route for the whole test: between two of them a
    // round of the browser's own could get through, and nothing would be left to send.
    let reached = false;
    let letGo = () => undefined as void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await context.route(/\/api\/v1\/sync\/(status|changes|submissions)/, async (route) => {
      if (!reached) return route.abort();
      await held;
      return route.continue();
    });
    await beginSheet(page, server.url);
    await page.getByLabel(WORKS_WELL).fill('Das Frühstück');
    await page.getByLabel(IS_MISSING).fill('x'.repeat(2500));
    await saved(page);
    await page.goto(`${server.url}/app/geraet`);
    const row = page.getByRole('row', { name: /Protokollbogen/ });
    await expect(row.getByRole('cell', { name: /^\d\d\.\d\d\.\d{4}, \d\d:\d\d( Uhr)?$/ })).toBeVisible();
    await expect(row.getByRole('cell', { name: '3 kB' })).toBeVisible();
    await expect(row.getByRole('cell', { name: '2 Antworten', exact: true })).toBeVisible();
    await expect(row.getByRole('cell', { name: 'Entwurf, auf diesem Gerät gespeichert', exact: true })).toBeVisible();
    const send = row.getByRole('button', { name: /^Jetzt senden.*Protokollbogen/ });
    await send.press('Enter');
    await expect(page.locator('.outcome').filter({ hasText: 'nicht erreichbar' })).toBeFocused();
    await expectGoodLook(page, 'one questionnaire that could not be sent');

    // A round is under way when the button is pressed: its end is waited for, and what became of it is said.
    const round = page.waitForRequest(/\/api\/v1\/sync\/status/);
    reached = true;
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await round;
    await send.press('Enter');
    letGo();
    await expect(page.locator('.outcome').filter({ hasText: /Protokollbogen.*« ist beim Kreisjugendamt angekommen\./ })).toBeFocused();
    await expect(row.getByRole('cell', { name: /beim Kreisjugendamt angekommen$/ })).toBeVisible();
    await expect(row.getByRole('button', { name: /^Jetzt senden/ })).toHaveCount(0);
  } finally {
    await page.close();
    await server.stop();
  }
});
