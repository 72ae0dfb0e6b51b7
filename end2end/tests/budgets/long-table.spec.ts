// A table of 5,000 Kitas draws the rows near what is in sight, and is the whole table for screen readers, keys and paper.
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { simulateWith } from '../../fixtures/many.ts';
import { expect, test } from '../../fixtures/portal.ts';

test('of 5,000 Kitas those in sight are drawn, sorted and follow the slider', async ({ page, portal }) => {
  test.slow();
  await simulateWith(page, 5_000);
  await logIn(page, portal, 'Koordination', '/app/budget/2025/simulation');
  await page.locator('summary').filter({ hasText: /^Kitas$/ }).click();
  const table = page.getByRole('table', { name: 'Kitas', exact: true });
  const frame = page.getByRole('region', { name: 'Kitas', exact: true });
  const drawn = table.locator('tbody > tr[aria-rowindex]');
  const row = (number: string) => drawn.filter({ hasText: number });
  await expect(table).toHaveAttribute('aria-rowcount', '5001');
  await expect(row('00001')).toHaveAttribute('aria-rowindex', '2');
  expect(await drawn.count()).toBeLessThan(150);
  await expectGoodLook(page, 'a simulation of 5,000 Kitas');

  await frame.focus();
  await frame.evaluate((element) => { element.scrollTop = element.scrollHeight / 2; });
  await expect(row('02505')).toBeInViewport();
  await expect(row('00001')).toHaveCount(0);
  expect(await drawn.count()).toBeLessThan(150);
  await page.keyboard.press('End');
  await expect(row('05000')).toBeInViewport();
  await expect(row('05000')).toHaveAttribute('aria-rowindex', '5001');
  await page.keyboard.press('Home');
  await expect(row('00001')).toBeInViewport();
  await expect(frame).toBeFocused();

  const held = row('00001').getByRole('button').first();
  await held.focus();
  await frame.evaluate((element) => { element.scrollTop = element.scrollHeight; });
  await expect(row('05000')).toBeInViewport();
  await expect(held).toBeFocused();
  await held.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Budget');
  await dialog.getByRole('button', { name: 'Schließen' }).click();
  await expect(held).toBeFocused();

  const name = table.getByRole('columnheader', { name: 'Kitas' });
  await name.getByRole('button').click();
  await name.getByRole('button').click();
  await expect(name).toHaveAttribute('aria-sort', 'descending');
  await expect(drawn.first()).toContainText('05000');
  const difference = drawn.first().getByRole('cell').nth(2);
  await expect(difference).toHaveText('0,00');
  await page.getByRole('slider', { name: 'Landeszuweisung laut Bescheid' }).fill('1800');
  await expect(difference).not.toHaveText('0,00');
});

test('a long table is printed whole', async ({ page, portal }) => {
  test.slow();
  await simulateWith(page, 1_000);
  await logIn(page, portal, 'Koordination', '/app/budget/2025/simulation');
  await page.locator('summary').filter({ hasText: /^Kitas$/ }).click();
  const drawn = page.getByRole('table', { name: 'Kitas', exact: true }).locator('tbody > tr[aria-rowindex]');
  await expect(drawn.first()).toBeVisible();
  const missing = page.locator('.table__missing');
  await page.emulateMedia({ media: 'print' });
  await expect(missing).toHaveText(/^Nicht gedruckt sind \d+ von 1000 Zeilen\.$/);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(drawn).toHaveCount(1_000, { timeout: 60_000 });
  await expect(missing).toBeEmpty();
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: null });
  await expect(missing).toBeHidden();
  await expect.poll(() => drawn.count()).toBeLessThan(150);
});
