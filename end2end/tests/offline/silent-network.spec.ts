// A network that is joined and carries nothing: no request fails, and none is answered. The browser says that it is online.
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { WORKS_WELL, beginSheet, saved, visitOnce } from '../../pages/field.ts';

test('the staff zone opens with what lies on the device, and what is typed is kept', async ({ browser }) => {
  test.slow();
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.url, locale: 'de-DE' });
  try {
    const page = await context.newPage();
    await logIn(page, server, 'KiSo');
    await visitOnce(page);
    await context.route('**/api/**', () => undefined);
    // Opens the zone anew, which waits for an answer as long as it has patience: once is enough.
    await beginSheet(page);
    await page.getByLabel(WORKS_WELL).fill('ohne dass etwas antwortet');
    await saved(page);
    await context.unroute('**/api/**');
    await page.goto('/app/geraet');
    await expect(page.getByRole('cell', { name: /^Entwurf, .* beim Kreisjugendamt angekommen$/ })).toBeVisible({ timeout: 60_000 });
  } finally {
    await context.close();
    await server.stop();
  }
});
