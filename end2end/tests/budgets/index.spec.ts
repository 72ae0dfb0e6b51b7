// Indicators of a Kommune make an index that proposes a level; who enters another level says why.
import type { Page } from '@playwright/test';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

/** A year of which the demo has nothing, nor of the year before it. */
const YEAR = 2041;

/** By keyboard alone: into the first field, then from field to field and onto the button. */
async function typeIndicator(page: Page, texts: readonly string[], falls = false): Promise<void> {
  await page.getByLabel('Name des Indikators').focus();
  for (const text of texts) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  const direction = page.getByRole('combobox', { name: 'Ein höherer Wert heißt' });
  await expect(direction).toBeFocused();
  await expect(direction).toHaveValue('rising');
  if (falls) await page.keyboard.press('ArrowDown');
  await expect(direction).toHaveValue(falls ? 'falling' : 'rising');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Hinzufügen', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'Indikatoren' }).getByRole('rowheader', { name: texts[0] ?? '' })).toBeVisible();
  await expect(page.locator('.outcome').filter({ hasText: 'Der Indikator ist eingetragen.' })).toBeFocused();
  // The empty form for the next one has come.
  await expect(page.getByLabel('Name des Indikators')).toHaveValue('');
}

async function enterRule(page: Page): Promise<void> {
  await page.getByLabel('Stufe 1 ab Index').fill('110');
  await page.getByLabel('Stufe 2 ab Index').fill('110');
  await page.getByLabel('Stufe 3 ab Index').fill('160');
  await page.getByLabel('Gültig ab').fill(`01.01.${YEAR}`);
  await page.getByLabel('Beschluss', { exact: true }).fill('JHA (Demo)');
  await page.getByRole('button', { name: 'Regel speichern' }).click();
  await expect(page.getByLabel('Stufe 2 ab Index'), 'a threshold must be above the one before').toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Stufe 2 ab Index').fill('130');
  await page.getByRole('button', { name: 'Regel speichern' }).click();
  await expect(page.getByText('Die Regel ist gespeichert.')).toBeVisible();
  await expect(page.getByText(/^Index ab 110,00 Stufe 1, ab 130,00 Stufe 2, ab 160,00 Stufe 3; darunter Stufe 0\./)).toBeVisible();
}

test('three indicators, their index, the proposed level, and a reason for another one', async ({ page, portal }) => {
  test.setTimeout(240_000);
  await logIn(page, portal, 'Koordination', `/app/budget/${YEAR}/index`);
  await expectOneName(page);
  await enterRule(page);
  await page.getByRole('link', { name: 'Bendorf', exact: true }).click();
  await expect(page.getByText('Für diese Kommune sind noch keine Indikatoren eingetragen.')).toBeVisible();
  await typeIndicator(page, ['Kinder mit Grundsicherung', '2039', '12,5', '10', '2', 'Demo', 'Kommune']);
  await typeIndicator(page, ['Steuerkraft', '2039', '8', '8', '1', 'Demo', 'Kommune'], true);
  await expect(page.getByRole('table', { name: 'Indikatoren' }).getByRole('row').filter({ hasText: 'Steuerkraft' })).toContainText('weniger Mehrbedarf');
  await typeIndicator(page, ['Sprachförderbedarf', '2038', '4,4', '4', '1', 'Demo', 'Verbandsgemeinde']);
  await expect(page.getByText('Index = 100 × (2 × 12,5 ÷ 10 + 1 × 8 ÷ 8 + 1 × 4,4 ÷ 4) ÷ (2 + 1 + 1) = 115,00')).toBeVisible();
  await expect(page.getByText('Der Index 115,00 erreicht die Schwelle 110,00. Vorgeschlagen ist die Stufe 1.')).toBeVisible();

  // Bendorf has level 2 in the demo's directory.
  const level = page.getByRole('region', { name: 'Stufe' });
  await expect(level.getByText('Eingetragen ist die Stufe 2, vorgeschlagen die Stufe 1. Es fehlt eine Begründung.')).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'a Kommune whose level needs a reason');
  await level.getByRole('button', { name: 'Begründung speichern' }).click();
  await expect(level.getByLabel('Grund der Abweichung')).toHaveAttribute('aria-invalid', 'true');
  await level.getByLabel('Grund der Abweichung').fill('Neubaugebiet, bis zur nächsten Erhebung');
  await level.getByRole('button', { name: 'Begründung speichern' }).click();
  await expect(page.getByText('Die Begründung ist gespeichert.')).toBeVisible();
  await expect(level.getByText('abweichend, begründet')).toBeVisible();

  // Another value, another proposal: the reason has to be given anew.
  await page.getByRole('button', { name: /^Ändern ?: Sprachförderbedarf$/ }).click();
  // It takes the focus once it is drawn, also from a field that is being filled in by then.
  await expect(page.locator('.outcome').filter({ has: page.getByRole('heading', { name: 'Indikator ändern' }) })).toBeFocused();
  await page.getByLabel('Wert', { exact: true }).fill('20');
  await page.getByRole('button', { name: 'Änderung speichern' }).click();
  await expect(page.getByText('Der Indikator ist geändert.')).toBeVisible();
  await expect(level.getByText('Eingetragen ist die Stufe 2, vorgeschlagen die Stufe 3. Es fehlt eine Begründung.')).toBeVisible();
  // What is asked about one row, and what is typed below, is nobody's business when another row goes.
  await page.getByRole('button', { name: 'Entfernen: Steuerkraft' }).click();
  await page.getByLabel('Name des Indikators').fill('Angefangen');
  await page.getByRole('button', { name: 'Entfernen: Sprachförderbedarf' }).click();
  await page.getByRole('button', { name: 'Wirklich entfernen: Sprachförderbedarf' }).click();
  await expect(page.getByText('Der Indikator ist entfernt.')).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Sprachförderbedarf' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Wirklich entfernen: Steuerkraft' })).toBeVisible();
  await expect(page.getByLabel('Name des Indikators')).toHaveValue('Angefangen');
  // The version of now is named, not that of the moment in which the row was drawn.
  await page.getByRole('button', { name: 'Wirklich entfernen: Steuerkraft' }).click();
  await expect(page.getByRole('rowheader', { name: 'Steuerkraft' })).toHaveCount(0);
  await expect(page.locator('.outcome').filter({ hasText: 'Der Indikator ist entfernt.' })).toBeFocused();
  await page.getByLabel('Name des Indikators').fill('');
  await typeIndicator(page, ['Steuerkraft', '2039', '8', '8', '1', 'Demo', 'Kommune'], true);
  await expect(page.getByText(/= 116,67$/)).toBeVisible();

  // Back at the proposal that the reason spoke of, it counts again.
  await expect(level.getByText('abweichend, begründet')).toBeVisible();

  await page.getByRole('link', { name: `Alle Kommunen ${YEAR}` }).click();
  const row = page.getByRole('table', { name: 'Index der Kommunen' }).getByRole('row').filter({ hasText: /^Bendorf/ });
  await expect(row.getByRole('cell')).toHaveText(['2', '116,67', '1', '2', /^abweichend, begründet\s*Neubaugebiet/]);
  await expectGoodLook(page, 'the index of all Kommunen');

  await page.goto(`/app/budget/${YEAR + 1}/index`);
  await page.getByRole('button', { name: 'Aus dem Vorjahr übernehmen' }).click();
  await expect(page.getByText('Regel und Indikatoren des Vorjahres sind übernommen.')).toBeVisible();
  await expect(row.getByRole('cell')).toHaveText(['2', '116,67', '1', '2', 'abweichend ohne Grund']);
  await expect(page.getByText('Die eingetragene Stufe weicht ohne Begründung vom Vorschlag ab: Bendorf.')).toBeVisible();
});

test('the demo has indicators, and who may not change them reads how they are made', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Revision', '/app/budget/2025/kommunen');
  await page.getByRole('link', { name: 'Indikatoren und Index, die eine Stufe vorschlagen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Indikatoren und Index 2025' })).toBeVisible();
  await page.goto('/app/budget/2026/index');
  const table = page.getByRole('table', { name: 'Index der Kommunen' });
  await expect(table.getByText('wie vorgeschlagen').first()).toBeVisible();
  await expect(table.getByText('abweichend, begründet')).toHaveCount(1);
  await expect(page.getByText('Regel eintragen oder ändern')).toHaveCount(0);
  await table.getByRole('link', { name: 'Weißenthurm' }).click();
  await expect(page.getByText(/^Index = 100 × /)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Indikatoren' }).locator('tbody').getByRole('row')).toHaveCount(3);
  await expect(page.locator('main form')).toHaveCount(0);
  await expectGoodLook(page, 'a Kommune of the demo');

  // A figure leads back to the indicators: Kita 061 lies in a Kommune of level 1.
  await page.goto('/app/budget/2026');
  await page.getByRole('button', { name: /Herleitung Kita 061/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Herleitung Kita 061' });
  await expect(dialog.getByText('Woraus berechnet').first()).toBeVisible();
  for (const summary of await dialog.getByText('Woraus berechnet').all()) await summary.click();
  await expect(dialog.getByText(/^Index der Kommune = 100 × /).first()).toBeVisible();
  await expect(dialog.getByText('Der Index schlug die Stufe 1 vor.').first()).toBeVisible();
});
