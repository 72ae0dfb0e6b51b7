// Every amount of what is calculated is clicked and ends in what stands on the page: the run, the list of the first charge, years
// beside each other, the forecast and the simulation. No amount of these pages stands there without a way to where it comes from.
import type { Page } from '@playwright/test';
import { logIn } from '../../fixtures/logins.ts';
import { simulateWith } from '../../fixtures/many.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { expectEachExplained, expectSentencesExplained, walkAmounts } from '../../pages/amounts.ts';

const YEAR = '2025';

/** Rows of a table, without its head and its sums. */
const rows = (page: Page, name: string) => page.getByRole('table', { name, exact: true }).locator('tbody').getByRole('row');

/** How many years of the list have a budget: other tests of the same server may have begun one. */
const budgets = (page: Page) => rows(page, 'Budgetjahre').filter({ hasText: '€' });

test('every amount of a run leads to its derivation, sums among them', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination', '/app/budget');
  await expect(budgets(page).first()).toBeVisible();
  expect(await walkAmounts(page)).toBe(await budgets(page).count());

  await page.goto(`/app/budget/${YEAR}`);
  await expect(rows(page, 'Kitas').first()).toBeVisible();
  const totals = await page.getByRole('region', { name: 'Summen' }).locator('dd').count();
  const employers = await rows(page, 'Anstellungsträger mit Abschlägen in €').count();
  const [kitas, areas] = [await rows(page, 'Kitas').count(), await rows(page, 'Sozialräume').count()];
  expect([totals >= 8, employers, areas]).toEqual([true, 12, 8]);
  // Budget, VZÄ, hours and twelve months; of Kitas and areas Sockel, Aufstockung, budget, VZÄ and hours. Below what adds up.
  // Above, two in a warning where something of the first charge is left.
  const warned = await page.locator('.budget__warnings button.amount').count();
  expect(await walkAmounts(page)).toBe(totals + employers * 15 + 13 + kitas * 5 + 3 + areas * 5 + 3 + warned);
  await expectEachExplained(page);
  await expectSentencesExplained(page, '.budget__warnings li');
});

test('an Anstellungsträger is led to where the own amounts of a run come from', async ({ page, portal }) => {
  await logIn(page, portal, 'Anstellungsträger', '/app/budget');
  await expect(budgets(page).first()).toBeVisible();
  expect(await walkAmounts(page)).toBe(await budgets(page).count());
  await page.goto(`/app/budget/${YEAR}`);
  await expect(rows(page, 'Kitas')).toHaveCount(4);
  expect(await walkAmounts(page)).toBe(15 + 4 * 5 + 3);
});

test('every amount of the first charge, of years beside each other and of a forecast leads to its derivation', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination', `/app/budget/${YEAR}/vorweg`);
  const entries = rows(page, 'Vorwegposition je Kita');
  await expect(entries.first()).toBeVisible();
  // What the run pays, what of it is assigned and what is not; and each entry.
  expect(await walkAmounts(page)).toBe(3 + (await entries.count()));
  await expectEachExplained(page);

  await page.goto('/app/budget/jahre');
  const sums = page.getByRole('table', { name: 'Summen nach Jahren in €' });
  await expect(sums).toBeVisible();
  const years = (await sums.locator('thead th').count()) - 1;
  expect(years).toBeGreaterThanOrEqual(2);
  // Whole and posts beside their bars, six sums, posts and their cost, and at least what the eight Sozialräume get.
  expect(await walkAmounts(page)).toBeGreaterThanOrEqual(years * (2 + 8 + 8));
  await expectEachExplained(page);
  // None of them leads to another page instead.
  await expect(sums.getByRole('link')).toHaveCount(0);
  await expect(sums.getByRole('button', { name: new RegExp(`Herleitung Ist-Kosten, soweit abgerechnet ${YEAR}$`) })).toHaveCount(1);

  await page.goto(`/app/budget/${YEAR}/prognose`);
  await expect(rows(page, 'VZÄ, die das Budget trägt')).toHaveCount(6);
  // Of the first and the last year in the sentence above.
  expect(await walkAmounts(page)).toBe(6 * 7 + 3);
  await expectEachExplained(page);
});

test('every amount of a simulation leads to its derivation, differences among them', async ({ page, portal }) => {
  test.slow();
  // Fewer Kitas than the demo has: each amount is calculated anew when it is asked for.
  await simulateWith(page, 20);
  await logIn(page, portal, 'Koordination', `/app/budget/${YEAR}/simulation`);
  await page.getByRole('slider', { name: 'Landeszuweisung laut Bescheid' }).fill('1800');
  await expect(page.getByRole('status').filter({ hasText: /^KiSo-Topf / })).toContainText('(+');
  for (const title of ['Sozialräume', 'Kommunen', 'Kitas']) {
    await page.locator('.simulation__table > summary').filter({ hasText: new RegExp(`^${title}$`) }).click();
  }
  await expect(page.locator('.simulation__table table')).toHaveCount(5);
  await expect(rows(page, 'Kitas')).toHaveCount(20);
  const all = await page.locator('.simulation__table tbody tr').count();
  // The whole has no hours; the sentence above says its budgets, their difference and its posts.
  expect(await walkAmounts(page)).toBe(all * 7 - 2 + 5);
  await expectSentencesExplained(page, '.lead');
  await expectEachExplained(page, '.simulation__table');
});
