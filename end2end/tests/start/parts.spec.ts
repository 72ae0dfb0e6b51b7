// The staff zone's bundle is in parts: a page whose code does not come says so, and comes with the next try.
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

// With a service worker the parts would lie on the device, which is what usually happens.
test.use({ serviceWorkers: 'block' });
test.use({ expectedConsoleErrors: [/ERR_FAILED|Failed to fetch|serviceWorker/i] });

test('a part that cannot be fetched is no dead end', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await page.route('**/*_parts/*.wasm', (route) => route.abort());
  await page.getByRole('navigation', { name: 'Bereiche' }).getByRole('link', { name: 'Sozialraumbudget' }).click();
  await expect(page.getByRole('heading', { name: 'Seite nicht geladen' })).toBeFocused();
  await page.unroute('**/*_parts/*.wasm');
  await page.getByRole('button', { name: 'Erneut versuchen' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Sozialraumbudget' })).toBeVisible();
});
