// Views of a year: every amount opens a derivation that ends in it, charts have their tables, and everybody sees the own part.
import { fileBehind, linesOf, textBehind } from '../../fixtures/files.ts';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { expectEachExplained, walkAmounts } from '../../pages/amounts.ts';

/** The demo's year that is paid in full and nearly settled. */
const YEAR = '2025';

test('figures on the overview lead to a derivation that ends in them', async ({ page, portal }) => {
  test.setTimeout(180_000);
  await logIn(page, portal, 'Koordination', `/app/budget/${YEAR}`);
  await page.locator('.subnavigation').getByRole('link', { name: 'Übersicht' }).click();
  await expect(page.getByRole('table', { name: 'Nach Monaten, in €' })).toBeVisible();
  await expectOneName(page);
  // What comes due is asked for by itself, and keeps its distance from the sums.
  const due = page.locator('.budget__deadlines');
  await expect(due.locator('ul, p').first()).toBeVisible();
  const [above, below] = [await due.boundingBox(), await page.getByRole('region', { name: 'Summen' }).boundingBox()];
  expect(below!.y - (above!.y + above!.height)).toBeGreaterThanOrEqual(16);
  await expectGoodLook(page, 'the overview of a year');
  await page.setViewportSize({ width: 1280, height: 900 });
  // 8 sums, 5 pots, 3 shares, 12 months and 12 or more payees with 4 amounts each, 8 Sozialräume with 3: each of them.
  expect(await walkAmounts(page)).toBeGreaterThanOrEqual(8 + 5 + 4 * (3 + 12 + 12) + 24);
  await expectEachExplained(page);

  await page.getByRole('button', { name: /^[\d.,]+, Herleitung Bezahlt Anstellungsträger$/ }).click();
  const dialog = page.getByRole('dialog');
  const made = dialog.locator('details').last();
  await made.getByText('Woraus berechnet').click();
  await made.locator('button.amount').first().click();
  await expect(dialog.getByRole('heading', { level: 2 })).toHaveText(/^Herleitung (Budget|Anteil)/);
  await dialog.getByRole('button', { name: 'Zurück' }).click();
  await expect(dialog.getByRole('heading', { level: 2 })).toHaveText('Herleitung Bezahlt Anstellungsträger');
  await expectGoodLook(page, 'a derivation of payments');
});

test('Sozialräume lie like the map, Kommunen name their level, and both are files', async ({ page, portal }) => {
  test.setTimeout(180_000);
  await logIn(page, portal, 'Koordination', `/app/budget/${YEAR}/sozialraeume`);
  await expect(page.locator('.area-tile')).toHaveCount(8);
  await expectOneName(page);
  await expectGoodLook(page, 'Sozialräume');
  await page.setViewportSize({ width: 1280, height: 900 });
  const box = async (name: string) => page.locator('.area-tile').filter({ hasText: name }).boundingBox();
  const [west, east, south] = [await box('Mendig'), await box('Bendorf'), await box('Vordereifel')];
  expect(west!.x).toBeLessThan(east!.x);
  expect(west!.y).toBeLessThan(south!.y);
  // Tiles, table and the sums below it.
  expect(await walkAmounts(page)).toBe(8 * 3 + 8 * 5 + 3);
  await expectEachExplained(page);
  const csv = linesOf(await textBehind(page.getByRole('link', { name: 'Sozialräume als CSV-Datei' })));
  expect(csv).toHaveLength(10);
  expect(csv.at(-1)).toContain('2621000,00');
  const xlsx = await fileBehind(page.getByRole('link', { name: 'Sozialräume als Excel-Datei' }));
  expect(xlsx.subarray(0, 2).toString()).toBe('PK');

  await page.goto(`/app/budget/${YEAR}/kommunen`);
  const kommunen = page.getByRole('table', { name: 'Kommunen' });
  await expect(kommunen.getByRole('columnheader', { name: 'Stufe' })).toBeVisible();
  await kommunen.getByRole('button', { name: 'Stufe' }).click();
  await expectGoodLook(page, 'Kommunen');
});

test('Anstellungsträger with payments, agreements and vacancies; Finanzen without posts', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/status of 403/);
  test.setTimeout(180_000);
  await logIn(page, portal, 'Koordination', `/app/budget/${YEAR}/anstellungstraeger`);
  const table = page.getByRole('table', { name: 'Anstellungsträger auf einen Blick' });
  await expect(table.locator('tbody').getByRole('row')).toHaveCount(12);
  await expect(table.getByRole('columnheader', { name: 'Std. unbesetzt' })).toBeVisible();
  await page.locator('details.employer > summary').last().click();
  await expect(page.locator('details.employer').last().getByRole('heading', { name: 'Stellen' })).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'Anstellungsträger');
  await page.context().clearCookies();
  await logIn(page, portal, 'Finanzen', `/app/budget/${YEAR}/anstellungstraeger`);
  await expect(table.locator('tbody').getByRole('row')).toHaveCount(12);
  await expect(table.getByRole('columnheader', { name: 'Std. unbesetzt' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Einsatz', exact: true })).toHaveCount(0);
  await page.goto(`/app/budget/${YEAR}/einsatz`);
  await expect(page.getByText('Für diese Seite fehlt Ihnen das Recht.')).toBeVisible();
});

test('an Anstellungsträger sees its own budget and staff and nothing else', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/status of 403/);
  test.setTimeout(180_000);
  await logIn(page, portal, 'Anstellungsträger', `/app/budget/${YEAR}`);
  await expect(page.locator('.subnavigation').getByRole('link')).toHaveText(['Berechnung', 'Unser Budget', 'Einsatz', 'Stellen']);
  await page.getByRole('link', { name: 'Unser Budget' }).click();
  await expect(page.locator('details.employer')).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^115\.175,10, Herleitung Budget / })).toBeVisible();
  // 7 sums, 12 months, and what is filled, vacant and missing.
  expect(await walkAmounts(page)).toBe(7 + 12 + 3);
  await expectOneName(page);
  await expectGoodLook(page, 'the own budget');
  await page.getByRole('link', { name: 'Einsatz', exact: true }).click();
  await expect(page.locator('main table')).toHaveCount(1);
  await expect(page.locator('main tbody').getByRole('rowheader')).toHaveText([/^Kita 024 /, /^Kita 025 /, /^Kita 061 /, /^Kita 076 /]);
  for (const path of ['uebersicht', 'sozialraeume', 'kommunen', 'prognose']) {
    await page.goto(`/app/budget/${YEAR}/${path}`);
    await expect(page.getByText('Für diese Seite fehlt Ihnen das Recht.')).toBeVisible();
  }
});

test('the matrix of hours finds who has too much and where something is missing', async ({ page, portal }) => {
  test.setTimeout(180_000);
  await logIn(page, portal, 'Koordination', '/app/budget/2026/einsatz');
  await expect(page.locator('main table')).toHaveCount(12);
  await expect(page.getByText(/ zu viel$/).first()).toBeVisible();
  await expect(page.getByText(/ zu wenig$/).first()).toBeVisible();
  // Hours with the days on which the KiSo is there.
  await expect(page.locator('main tbody .payout__state').first()).toHaveText(/Mo|Di|Mi|Do|Fr/);
  await expectOneName(page);
  await expectGoodLook(page, 'the matrix of hours');
  await page.getByRole('combobox', { name: 'Anstellungsträger' }).selectOption({ index: 1 });
  await expect(page.locator('main table')).toHaveCount(1);
  await page.getByRole('button', { name: /Herleitung zugeordnete Wochenstunden Kita / }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: /^Unterschied zum Budget Kita / })).toBeVisible();
  await dialog.getByText('Woraus berechnet').last().click();
  await dialog.locator('button.amount').last().click();
  await expect(dialog.getByRole('heading', { level: 2 })).toHaveText(/^Herleitung Wochenstunden laut Budget Kita /);
});

test('years beside each other, and a forecast that tells posts', async ({ page, portal }) => {
  test.setTimeout(180_000);
  await logIn(page, portal, 'Koordination', '/app/budget');
  await page.getByRole('link', { name: 'Jahre im Vergleich' }).click();
  const sums = page.getByRole('table', { name: 'Summen nach Jahren in €' });
  // Other tests of the same server may have added years.
  await expect(sums.getByRole('columnheader').filter({ hasText: /^202[56]$/ })).toHaveText(['2025', '2026']);
  // The level of the other Kommunen is 0, and no Kita of theirs gets anything: a sentence instead of a row of zeros each.
  await expect(page.getByText(/^\d+ Kommunen ohne Mehrbedarfsstufe haben in keinem dieser Jahre ein Budget/)).toBeVisible();
  const kommunen = page.getByRole('table', { name: 'Budget nach Jahren: Kommunen, in €' }).locator('tbody').getByRole('row');
  await expect(kommunen.first()).toBeVisible();
  await expect(kommunen.filter({ hasNotText: /[1-9]/ })).toHaveCount(0);
  await expectOneName(page);
  await expectGoodLook(page, 'years beside each other');
  await page.goto(`/app/budget/${YEAR}/prognose`);
  const table = page.getByRole('table', { name: 'VZÄ, die das Budget trägt' });
  await expect(table.locator('tbody').getByRole('row')).toHaveCount(6);
  await expect(page.getByRole('status').filter({ hasText: /^2025 trägt das Budget 34,4868 VZÄ, 2030 noch / })).toBeAttached();
  await page.getByLabel('Zuwachs der Kosten einer Stelle im Jahr').fill('zwei');
  await page.getByLabel('Wie viele Jahre').focus();
  await expect(page.getByLabel('Zuwachs der Kosten einer Stelle im Jahr')).toHaveAttribute('aria-invalid', 'true');
  await expect(table.locator('tbody').getByRole('row')).toHaveCount(6);
  await page.getByLabel('Zuwachs der Kosten einer Stelle im Jahr').fill('0 %');
  await page.getByLabel('Wie viele Jahre').fill('1');
  await expect(table.locator('tbody').getByRole('row')).toHaveCount(2);
  await expectGoodLook(page, 'a forecast');
  // The file is calculated by the rates that stand on the page: two years, and the head.
  const file = await textBehind(page.getByRole('link', { name: 'Prognose als CSV-Datei' }));
  expect(linesOf(file)).toHaveLength(3);
  await table.locator('tbody').getByRole('row').nth(1).getByRole('button').first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Kosten einer Vollzeitstelle im Jahr 2026');
  await expect(dialog).toContainText('kaufmännisch auf Cent gerundet');
});

test('a new year begins with the amounts of the one before times a factor', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/budget/2031');
  await page.getByText('Beträge mit einem Faktor hochrechnen').click();
  await page.getByLabel('Faktor').fill('3');
  await page.getByRole('button', { name: 'Hochrechnen' }).click();
  await expect(page.getByLabel('Faktor')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Faktor').fill('1,025');
  await page.getByRole('button', { name: 'Hochrechnen' }).click();
  await expect(page.getByText('Die Beträge sind mit 1,025 multipliziert')).toBeVisible();
  await expect(page.getByLabel('Landeszuweisung laut Bescheid')).toHaveValue('1.783.500,00');
  await expect(page.getByLabel('Kosten einer Vollzeitstelle im Jahr')).toHaveValue('77.900,00');
});

test('on paper there is the overview and nothing to click', async ({ page, portal }) => {
  await logIn(page, portal, 'Revision', `/app/budget/${YEAR}/uebersicht`);
  await expect(page.getByRole('table', { name: 'Nach Monaten, in €' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.subnavigation')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Drucken' })).toBeHidden();
  await expect(page.getByRole('table', { name: 'Nach Monaten, in €' })).toBeVisible();
  await expect(page.locator('main button.amount').first()).toBeVisible();
});

test('on paper a run has its warnings, and no form', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', `/app/budget/${YEAR}`);
  await expect(page.getByRole('button', { name: 'Drucken' })).toBeVisible();
  const entry = page.locator('details.budget__entry', { has: page.locator('form') });
  await expect(entry).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(entry).toBeHidden();
  await expect(page.getByRole('table', { name: 'Kitas' })).toBeVisible();
});
