// Every amount of the views beside the overview and the Sozialräume (`views.spec.ts`) and beside what is calculated
// (`run-amounts.spec.ts`) is clicked, and ends in what stands on the page. The demo's year that is paid in full: one
// Anstellungsträger is settled in it, others are on their way.
//
// The hundreds of clicks took 110 s. Each amount is still clicked, because it has no address by which its derivation could be
// fetched instead; one of each kind by the mouse, the others by a script within the page (`walkAmounts` says how).
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { expectEachExplained, expectSentencesExplained, walkAmounts } from '../../pages/amounts.ts';

const YEAR = '2025';

test('every amount of Kommunen and of all Anstellungsträger leads to its derivation', async ({ page, portal }) => {
  test.setTimeout(180_000);
  await logIn(page, portal, 'Koordination', `/app/budget/${YEAR}/kommunen`);
  const kommunen = page.getByRole('table', { name: 'Kommunen' }).locator('tbody').getByRole('row');
  await expect(kommunen.first()).toBeVisible();
  // And the three sums below the table.
  expect(await walkAmounts(page)).toBe((await kommunen.count()) * 5 + 3);
  await expectEachExplained(page);

  await page.goto(`/app/budget/${YEAR}/anstellungstraeger`);
  const all = page.getByRole('table', { name: 'Anstellungsträger auf einen Blick' }).locator('tbody').getByRole('row');
  await expect(all).toHaveCount(12);
  // Budget, posts, hours, planned, paid, rest or what is to be asked back, filled and vacant. What each has folded beneath is
  // walked as its own view (`views.spec.ts`).
  expect(await walkAmounts(page, '.budget__table')).toBe(12 * 8);
  await expectEachExplained(page, '.budget__table');
});

test('every amount of who works where leads to what it was counted from', async ({ page, portal }) => {
  test.setTimeout(180_000);
  await logIn(page, portal, 'Koordination', `/app/budget/${YEAR}/einsatz`);
  await expect(page.locator('main table').first()).toBeVisible();
  const assigned = await page.getByRole('button', { name: /, Herleitung zugeordnete Wochenstunden / }).count();
  expect(assigned).toBeGreaterThan(0);
  // At least one KiSo a table, besides the Kitas.
  expect(await walkAmounts(page)).toBeGreaterThan(assigned + (await page.locator('main table').count()));
});

test('every amount of posts, planned and filled, leads to its derivation', async ({ page, portal }) => {
  await logIn(page, portal, 'Anstellungsträger', `/app/budget/${YEAR}/stellen`);
  await expect(page.getByRole('table', { name: /^Geplant und besetzt / })).toBeVisible();
  // The three sums of the year, and the months with their own sum.
  expect(await walkAmounts(page)).toBe(3 + (12 + 1) * 4);
});

test('every amount of plan, payment runs and Rückforderungen leads to its derivation', async ({ page, portal }) => {
  test.setTimeout(180_000);
  await logIn(page, portal, 'Koordination', `/app/auszahlung/${YEAR}`);
  const payees = page.getByRole('table', { name: 'Abschlagsplan in €' }).locator('tbody').getByRole('row');
  await expect(payees.first()).toBeVisible();
  const runs = await page.getByRole('table', { name: 'Zahlläufe' }).locator('tbody').getByRole('row').count();
  const reclaims = await page.getByRole('table', { name: 'Rückforderungen' }).locator('tbody').getByRole('row').count();
  expect([runs, reclaims].every((rows) => rows > 0)).toBe(true);
  // What is paid out, what is ordered and the rest, of each payee in a sentence beneath the plan; and what was booked.
  const sentences = await page.locator('.payout__origin button.amount').count();
  expect(sentences).toBeGreaterThanOrEqual((await payees.count()) * 3);
  await expectSentencesExplained(page, '.payout__origin li');
  // Budget, ordered, paid, twelve months and what is beside them.
  expect(await walkAmounts(page)).toBe((await payees.count()) * (3 + 12 + 3) + runs + reclaims * 3 + sentences);

  await page.getByRole('table', { name: 'Zahlläufe' }).getByRole('link').first().click();
  const payments = page.getByRole('table', { name: 'Zahlungen' }).locator('tbody').getByRole('row');
  await expect(payments.first()).toBeVisible();
  // Each payment, and their sum, which the sentence above them says too.
  expect(await walkAmounts(page)).toBe((await payments.count()) + 2);
  await expectEachExplained(page);
  await expectSentencesExplained(page, '.lead');
  // And one that leads nowhere is found.
  await page.locator('.lead').evaluate((lead) => lead.append(' und 12,34 €'));
  await expect(expectSentencesExplained(page, '.lead')).rejects.toThrow();
});

test('the Kasse learns where a Rückforderung and a payment come from without a plan', async ({ page, portal }) => {
  await logIn(page, portal, 'Kasse', `/app/auszahlung/${YEAR}`);
  const owed = page.getByRole('table', { name: 'Rückforderungen' }).locator('tbody').getByRole('row');
  await expect(owed.first()).toBeVisible();
  const runs = await page.getByRole('table', { name: 'Zahlläufe' }).locator('tbody').getByRole('row').count();
  const booked = await page.locator('.payout__origin button.amount').count();
  expect(await walkAmounts(page)).toBe((await owed.count()) * 3 + runs + booked);
  await expectSentencesExplained(page, '.payout__origin li');

  await page.getByRole('table', { name: 'Zahlläufe' }).getByRole('link').first().click();
  const payments = page.getByRole('table', { name: 'Zahlungen' }).locator('tbody').getByRole('row');
  await expect(payments.first()).toBeVisible();
  // What its payments add up to, twice, and each of them.
  expect(await walkAmounts(page)).toBe((await payments.count()) + 2);
  await expectEachExplained(page);
  await payments.first().locator('button.amount').click();
  await expect(page.getByRole('dialog')).toContainText(/ – Auszahlung angeordnet/);
});

test('every amount of a settlement leads to its derivation, and budgets on to the run', async ({ page, portal }) => {
  test.setTimeout(180_000);
  await logIn(page, portal, 'Koordination', `/app/abrechnung/${YEAR}`);
  const proofs = page.getByRole('table', { name: 'Verwendungsnachweise' }).locator('tbody').getByRole('row');
  await expect(proofs).toHaveCount(12);
  // A budget each; six have stated their costs, two of them are checked, and one counts towards the Land, whose sum it makes.
  expect(await walkAmounts(page)).toBeGreaterThanOrEqual(12 + 6 + 2 * 2 + 3 + 1);

  await expectSentencesExplained(page, 'td');
  await proofs.filter({ hasText: 'abgerechnet' }).first().getByRole('link').click();
  await expect(page.getByRole('table', { name: 'Ist-Kosten je Kita in €' })).toBeVisible();
  // Budget, stated and recognised of one Kita or more, five sums, and the budget that the settlement is made of.
  expect(await walkAmounts(page)).toBeGreaterThanOrEqual(3 + 5 + 1);
  await expectSentencesExplained(page, 'p > strong');
});

test('the budgets of a Verwendungsnachweis lead to the run', async ({ page, portal }) => {
  await logIn(page, portal, 'Anstellungsträger', `/app/abrechnung/${YEAR}`);
  await expect(page.getByRole('table', { name: 'Ist-Kosten je Kita in €' })).toBeVisible();
  expect(await walkAmounts(page)).toBeGreaterThanOrEqual(4);
});
