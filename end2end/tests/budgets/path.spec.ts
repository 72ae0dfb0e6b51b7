// The path of issue 2 §8: the Koordination enters a year, sees the run to the cent, stores it and downloads it.
import type { Locator, Page } from '@playwright/test';
import { linesOf, textBehind } from '../../fixtures/files.ts';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

/** The worked example: Sockel, Aufstockung, budget, VZÄ and hours; Anstellungsträger and derivation stand behind them. */
const KITAS: Record<string, string[]> = {
  '001': ['18.392,99', '0,00', '18.392,99', '0,2420', '9,44'],
  '024': ['18.392,98', '0,00', '18.392,98', '0,2420', '9,44'],
  '061': ['18.392,98', '13.867,73', '32.260,71', '0,4245', '16,55'],
  '076': ['18.392,98', '27.735,45', '46.128,43', '0,6070', '23,67'],
  '088': ['18.392,98', '41.603,17', '59.996,15', '0,7894', '30,79'],
  '098': ['0,00', '0,00', '0,00', '0,0000', '0,00'],
};

const MONTHS = [...Array<string>(6).fill('9.597,93'), ...Array<string>(6).fill('9.597,92')];

/** The line of a table that begins with this name. */
function line(table: Locator, name: string): Locator {
  return table.getByRole('row').filter({ has: table.page().getByRole('rowheader', { name, exact: true }) });
}

async function expectWorkedExample(page: Page): Promise<void> {
  const sums = page.getByRole('region', { name: 'Summen' });
  for (const sum of ['2.900.000,00 €', '1.740.000,00 €', '1.160.000,00 €', '279.000,00 €', '1.747.333,33 €', '873.666,67 €']) {
    await expect(sums.getByText(sum, { exact: true })).toBeVisible();
  }
  const kitas = page.getByRole('table', { name: 'Kitas' });
  for (const [number, figures] of Object.entries(KITAS)) {
    const cells = await line(kitas, number).getByRole('cell').allTextContents();
    expect(cells.slice(-7, -2), `Kita ${number}`).toEqual(figures);
  }
  await expect(line(kitas, 'Summe')).toContainText('2.621.000,00');
}

/** The lines of a downloaded file, as cells. */
async function download(page: Page, name: string): Promise<string[][]> {
  const text = await textBehind(page.getByRole('link', { name }));
  expect(text.startsWith('\u{FEFF}'), 'a byte order mark').toBe(true);
  return linesOf(text.slice(1)).map((row) => row.split(';'));
}

test('a year is entered, calculated, stored and downloaded', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination', '/app/budget');
  await page.getByLabel('Jahr', { exact: true }).fill('2028');
  await page.getByRole('button', { name: 'Parameter eingeben' }).click();
  await expect(page.getByText('Vorschlag aus den Parametern 2026, noch nicht gespeichert.')).toBeVisible();
  await expect(page.getByText('Für dieses Jahr ist noch kein Lauf gespeichert.')).toBeVisible();

  const notice = page.getByLabel('Landeszuweisung laut Bescheid');
  await notice.fill('1.740.000,001');
  await page.getByLabel('Kosten einer Vollzeitstelle im Jahr').fill('');
  await page.getByRole('button', { name: 'Berechnen' }).click();
  // The notice of the year before is not carried over as if it were this year's.
  await expect(page.getByText('3 Angaben stimmen noch nicht.')).toBeVisible();
  const decision = page.locator('[name="landeszuweisung_decision"]');
  await expect(decision).toHaveAttribute('aria-invalid', 'true');
  await decision.fill('Bescheid vom 03.01.2028');
  await expect(notice).toHaveValue('1.740.000,001');
  await expect(notice).toHaveAttribute('aria-invalid', 'true');
  await notice.fill('1.740.000,00');
  await page.getByLabel('Kosten einer Vollzeitstelle im Jahr').fill('76.000,00');
  await page.getByRole('button', { name: 'Berechnen' }).click();
  await expect(page.getByRole('heading', { name: 'Berechnung, noch nicht gespeichert' })).toBeFocused();
  await expectWorkedExample(page);

  await notice.fill('1.740.001,00');
  await expect(page.getByText('Die Parameter wurden seitdem geändert.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Lauf speichern' })).toBeDisabled();
  await notice.fill('1.740.000,00');
  await page.getByRole('button', { name: 'Lauf speichern' }).click();
  await expect(page.getByText('Der Lauf ist gespeichert.')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Lauf vom / })).toBeVisible();
  await expectWorkedExample(page);

  const kitas = await download(page, 'Kitas als CSV-Datei');
  expect(kitas).toHaveLength(100);
  for (const [number, figures] of Object.entries(KITAS)) {
    const plain = figures.map((figure) => figure.replace('.', ''));
    expect(kitas.find(([first]) => first === number)?.slice(-5), `Kita ${number} in the file`).toEqual(plain);
  }
  const abschlaege = await download(page, 'Abschläge als CSV-Datei');
  expect(abschlaege).toHaveLength(14);
});

test('the Anstellungsträger of the worked example sees its own part', async ({ page, portal }) => {
  await logIn(page, portal, 'Anstellungsträger', '/app/budget');
  await page.getByRole('link', { name: '2026', exact: true }).click();
  const employers = page.getByRole('table', { name: 'Anstellungsträger mit Abschlägen in €' });
  await expect(employers.locator('tbody').getByRole('row')).toHaveCount(1);
  const cells = await employers.locator('tbody').getByRole('cell').allTextContents();
  expect(cells.slice(0, -1)).toEqual(['4', '115.175,10', '1,5155', '59,10', ...MONTHS]);
  const kitas = page.getByRole('table', { name: 'Kitas' });
  await expect(kitas.locator('tbody').getByRole('rowheader')).toHaveText(['024', '025', '061', '076']);
  await expect(page.getByRole('region', { name: 'Summen' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Berechnen' })).toHaveCount(0);

  const abschlaege = await download(page, 'Abschläge als CSV-Datei');
  const plain = MONTHS.map((month) => month.replace('.', ''));
  expect(abschlaege[1]?.slice(1)).toEqual(['4', '1,5155', '59,10', ...plain, '115175,10']);
  expect(abschlaege).toHaveLength(3);
});

test('every figure says where it comes from, and filters keep their sums', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/budget/2026');
  await page.getByRole('button', { name: /Herleitung Kita 061/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Herleitung Kita 061' });
  await expect(dialog.getByRole('paragraph').getByText('18.392,98 € + 13.867,73 € = 32.260,71 €')).toBeVisible();
  await expect(dialog.getByRole('paragraph').getByText('32.260,71 € ÷ 76.000,00 € = 0,4245 VZÄ')).toBeVisible();
  await dialog.getByText('Woraus berechnet').first().click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.getByRole('combobox', { name: 'Sozialraum' }).selectOption({ label: 'Stadt Bendorf' });
  await expect(page.getByText('7 Kitas', { exact: true })).toBeVisible();
  const kitas = page.getByRole('table', { name: 'Kitas' });
  await expect(line(kitas, 'Summe')).toContainText('322.899,01');
});

test('the pages of the budget look right at every width', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination', '/app/budget');
  await expect(page.getByRole('table', { name: 'Budgetjahre' })).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'years');
  await page.goto('/app/budget/2026');
  await expect(page.getByRole('table', { name: 'Kitas' })).toBeVisible();
  await page.getByText('Parameter und Berechnung').click();
  await expectOneName(page);
  await expectGoodLook(page, 'a year');
});

test('whoever has no right to budgets is told so', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/status of 403/);
  await logIn(page, portal, 'KiSo', '/app/budget/2026');
  await expect(page.getByText('Für diese Seite fehlt Ihnen das Recht.')).toBeVisible();
});
