import { untilLive } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

test('the first tab stop leads past the navigation', async ({ page }) => {
  await page.goto('/impressum');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Zum Inhalt' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#inhalt$/);
});

test('every tab stop of a page can be seen', async ({ page }) => {
  await page.goto('/rueckmeldung');
  await untilLive(page);
  const stops = await page.locator('a[href], button, input:not([tabindex="-1"]), textarea').count();
  expect(stops).toBeGreaterThan(8);
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused ? `${getComputedStyle(focused).outlineStyle} ${getComputedStyle(focused).outlineWidth}` : 'nothing';
    });
    expect(ring, `ring of tab stop ${stop}`).toMatch(/^solid [3-4]px$/);
  }
});

test('a new page takes the focus to its heading, the first one does not', async ({ page }) => {
  await page.goto('/');
  await untilLive(page);
  await expect(page.locator('body')).toBeFocused();
  await page.getByRole('link', { name: 'Barriere melden' }).click();
  const heading = page.getByRole('heading', { level: 1, name: 'Barriere oder Fehler melden' });
  await expect(heading).toBeFocused();
  await expect(page).toHaveTitle('Barriere oder Fehler melden – Sozialraumportal');
  await expect(page.getByRole('link', { name: 'Barriere melden' })).toHaveAttribute('aria-current', 'page');
});

test('on a phone the areas unfold, lead to a page and fold again, by keyboard alone', async ({ page, portal }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await logIn(page, portal, 'Koordination');
  const areas = page.getByRole('navigation', { name: 'Bereiche' });
  await expect(areas.getByRole('link', { name: 'Konten' })).toBeHidden();
  await areas.locator('summary').focus();
  await page.keyboard.press('Enter');
  await areas.getByRole('link', { name: 'Konten' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Konten' })).toBeFocused();
  await expect(areas.getByRole('link', { name: 'Konten' })).toBeHidden();
});
