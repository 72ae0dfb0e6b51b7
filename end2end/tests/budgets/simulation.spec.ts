// Other parameters and levels are tried in the browser, their effect is seen at once, and nothing of it is stored.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { walkAmounts } from '../../pages/amounts.ts';

test('a slider, a field and a level show their effect at once and store nothing', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination', '/app/budget/2026');
  await page.getByRole('link', { name: 'Simulation: andere Parameter ausprobieren' }).click();
  const whole = page.getByRole('status').filter({ hasText: /^KiSo-Topf / });
  await expect(whole).toHaveText('KiSo-Topf 2.621.000,00 € statt 2.621.000,00 € (0,00), das sind 34,4868 statt 34,4868 VZÄ.');
  await expectOneName(page);
  await expectGoodLook(page, 'a simulation');
  await expect(page.locator('.simulation__slider').getByText('2/3 (66,67 %)', { exact: true })).toBeVisible();
  await page.getByRole('slider', { name: 'Landeszuweisung laut Bescheid' }).fill('1800');
  await expect(whole).toContainText('KiSo-Topf 2.721.000,00 € statt 2.621.000,00 € (+100.000,00)');
  await page.getByText('Alle Parameter').click();
  const land = page.getByRole('textbox', { name: 'Landeszuweisung laut Bescheid' });
  await expect(land).toHaveValue('1.800.000,00');
  await land.fill('1.740.000,001');
  await expect(page.getByText('Eine Angabe stimmt noch nicht; unten stehen die letzten gültigen Zahlen.')).toBeVisible();
  await expect(whole).toContainText('2.721.000,00 €');
  await land.fill('1.740.000,00');
  await expect(whole).toContainText('(0,00)');
  await page.getByText('Mehrbedarfsstufen der Kommunen').click();
  await page.locator('.simulation__level select').first().selectOption('3');
  await expect(whole).toContainText('(0,00)');
  await page.locator('summary').filter({ hasText: /^Kommunen$/ }).click();
  await expect(page.getByRole('table', { name: 'Kommunen' })).toContainText(/[+−][\d.]+,\d\d/);
  await expectGoodLook(page, 'a simulation with its parameters');

  const kommune = page.getByRole('table', { name: 'Kommunen' }).locator('tbody tr').filter({ hasText: /[+−][\d.]+,\d\d/ }).first();
  const difference = kommune.getByRole('button').nth(2);
  const amount = (await difference.innerText()).replace('+', '');
  await difference.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.derivation__sum').first()).toContainText(`= ${amount} €`);
  await expect(dialog.getByRole('heading', { level: 3 })).toContainText(['Unterschied', ', neu', ', bisher']);
  await expectGoodLook(page, 'where a difference comes from');
  await dialog.getByRole('button', { name: 'Schließen' }).click();
  await page.goto('/app/budget/2026');
  await expect(page.getByRole('region', { name: 'Summen' }).getByText('2.621.000,00 €', { exact: true })).toBeVisible();
});

test('scenarios are kept under a name, compared and opened again', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/status of 422/);
  test.setTimeout(180_000);
  await logIn(page, portal, 'Koordination', '/app/budget/2025/simulation');
  await expect(page.getByText('Noch ist kein Szenario aufgehoben.')).toBeVisible();
  const slider = page.getByRole('slider', { name: 'Landeszuweisung laut Bescheid' });
  const keep = async (name: string) => {
    await page.getByLabel('Name des Szenarios').fill(name);
    await page.getByRole('button', { name: 'Als Szenario aufheben' }).click();
  };
  await slider.fill('1800');
  await keep('');
  await expect(page.getByLabel('Name des Szenarios')).toHaveAttribute('aria-invalid', 'true');
  await keep('Mehr vom Land');
  // Focused, so that it does not take the focus from the next name while that is typed.
  await expect(page.locator('.outcome').filter({ hasText: 'Das Szenario ist aufgehoben.' })).toBeFocused();
  await slider.fill('1700');
  await keep('Mehr vom Land');
  await expect(page.getByText('Das gibt es schon.').first()).toBeVisible();
  await keep('Weniger vom Land');
  // The list is drawn anew then.
  await expect(page.getByRole('checkbox', { name: 'Weniger vom Land' })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Mehr vom Land' }).check();
  await page.getByRole('checkbox', { name: 'Weniger vom Land' }).check();
  const chart = page.getByRole('table', { name: 'KiSo-Topf der Szenarien' });
  await expect(chart.getByRole('row').filter({ hasText: 'Mehr vom Land' })).toContainText('+100.000,00');
  await expect(chart.getByRole('row').filter({ hasText: 'Weniger vom Land' })).toContainText('−66.666,67');
  await expect(page.getByRole('table', { name: 'Anstellungsträger im Vergleich' }).locator('tbody').getByRole('row')).toHaveCount(12);
  // The whole of the run and of two scenarios, whose difference is one more; and each Anstellungsträger.
  expect(await walkAmounts(page, '[aria-label="Szenarien im Vergleich"]')).toBe(2 + 2 * 3 + 12 * (1 + 2 * 3));
  await expectGoodLook(page, 'scenarios side by side');
  await chart.getByRole('row').filter({ hasText: 'Mehr vom Land' }).getByRole('button').first().click();
  await expect(page.getByRole('dialog').locator('.derivation__sum').first()).toContainText('= 2.721.000,00 €');
  await page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).click();
  await page.getByRole('button', { name: /^In die Felder ?: Mehr vom Land$/ }).click();
  await expect(page.getByRole('status').filter({ hasText: /^KiSo-Topf / })).toContainText('(+100.000,00)');
  await page.reload();
  await page.getByRole('button', { name: 'Verwerfen: Weniger vom Land' }).click();
  await page.getByRole('button', { name: 'Wirklich verwerfen: Weniger vom Land' }).click();
  await expect(page.getByText('„Weniger vom Land“ ist verworfen.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Weniger vom Land' })).toHaveCount(0);

  await page.context().clearCookies();
  await logIn(page, portal, 'Finanzen', '/app/budget/2025/simulation');
  await expect(page.getByRole('checkbox', { name: 'Mehr vom Land' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Als Szenario aufheben' })).toHaveCount(0);
});

test('an employer has no simulation', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/status of 403/);
  await logIn(page, portal, 'Anstellungsträger', '/app/budget/2026/simulation');
  await expect(page.getByText('Für diese Seite fehlt Ihnen das Recht.')).toBeVisible();
});
