import { untilLive } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';

test('facts that the office has set stand where the gaps were', async ({ page }) => {
  const server = await startServer({ OFFICE_PROVIDER: 'Musterkörperschaft; Musterweg 1; 00000 Musterstadt', DEMO: '0' });
  try {
    await page.goto(`${server.url}/impressum`);
    // A server that stops while the page still loads would be an error in the console.
    await untilLive(page);
    await expect(page.getByText('Musterkörperschaft')).toBeVisible();
    await expect(page.getByText('[vom Amt zu ergänzen: Körperschaft und Anschrift]')).toHaveCount(0);
    await expect(page.getByText('sind erfunden')).toHaveCount(0);
  } finally {
    await server.stop();
  }
});
