// Settling by what each Kita may cost (M2) and by a lump sum for filled posts (M3), to the end: once its last Anstellungsträger
// is settled, so is the year. What comes before is done by server functions; people do it in `settlement.spec.ts`.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { changeAgreements, checkedProof, releaseYear, vacatePost, type Cost } from '../../pages/budgets.ts';
import { ownPortal, personAt, watchConsoles } from '../../pages/people.ts';

/** The Kooperationsvereinbarung of the demo's Anstellungsträger. */
const OWN = 'Demo-KV 12';

/** Of the Kitas 024, 025, 061 and 076, whose budgets are 18.392,98 twice, 32.260,71 and 46.128,43: by M1 it would be 115.175,10. */
const COSTS: Cost[] = [
  ['20.000,00', '0'],
  ['18.392,98', '0'],
  ['29.703,00', '297,00'],
  ['50.000,00', '0'],
];

/** What decides by each mode, and what it comes to where nothing was paid yet. */
const MODES = [
  {
    mode: 'M3',
    year: 2023,
    rule: /\(M3\) zählt die Pauschale für besetzte Stellen, höchstens das Budget/,
    // 33,25 hours for twelve months and 26 for eight, of 39.
    amount: ['Pauschale für besetzte Stellen', 'besetzte VZÄ-Monate = 98.572,65 €', 'Zusammen 15,5641 besetzte VZÄ-Monate'],
    result: '98.572,65 € Nachzahlung',
  },
  {
    mode: 'M2',
    year: 2024,
    rule: /\(M2\) zählen die Ist-Kosten jeder Kita, höchstens bis zu ihrem Budget/,
    amount: ['Anrechenbar Kita 076', 'das Kleinste von', '46.128,43 €'],
    result: '112.914,39 € Nachzahlung',
  },
] as const;

// Here no other Anstellungsträger has a binding Kooperationsvereinbarung, which would disturb the stories of others.
const portal = ownPortal();

watchConsoles();

test('a year is settled by the mode of the Kooperationsvereinbarung, and then it is over', async ({ browser }) => {
  test.setTimeout(300_000);
  const koordination = await personAt(browser, portal(), 'Koordination', '/app/budget');
  const finanzen = await personAt(browser, portal(), 'Finanzen', '/app/budget');
  const employer = await personAt(browser, portal(), 'Anstellungsträger', '/app/budget');
  await changeAgreements(koordination, ['status', 'draft'], (reference) => reference !== OWN);
  await vacatePost(employer, 1, ['2023-05-01', '2023-08-31']);

  for (const { mode, year, rule, amount, result } of MODES) {
    await releaseYear(koordination, finanzen, year);
    await changeAgreements(koordination, ['settlement', mode], (reference) => reference === OWN);
    const address = await checkedProof(employer, koordination, year, COSTS);
    const status = koordination
      .getByRole('table', { name: 'Budgetjahre' })
      .getByRole('row')
      .filter({ has: koordination.getByRole('link', { name: String(year), exact: true }) });
    await koordination.goto('/app/budget');
    await expect(status).toContainText('festgesetzt');

    await finanzen.goto(address);
    // The derivations of the amounts below may say it as well.
    await expect(finanzen.locator('main p:not(dl p)').filter({ hasText: rule })).toBeVisible();
    const [name, calculation, detail] = amount;
    const decisive = finanzen.locator('.settlement__amount').filter({ has: finanzen.locator('dt', { hasText: name }) });
    await decisive.getByText('Herleitung').click();
    await expect(decisive.locator('.derivation__sum')).toContainText(calculation);
    await expect(decisive).toContainText(detail);
    await expectOneName(finanzen);
    await expectGoodLook(finanzen, `a Verwendungsnachweis that is checked by ${mode}`);
    await finanzen.getByRole('button', { name: 'Abrechnen', exact: true }).click();
    await expect(finanzen.getByText('Das Jahr ist abgerechnet.')).toBeVisible();
    await expect(finanzen.getByText(result)).toBeVisible();

    await koordination.reload();
    await expect(status).toContainText('abgerechnet');
    await koordination.goto(`/app/budget/${year}/uebersicht`);
    await expect(koordination.locator('main .lead')).toContainText('abgerechnet');
    await employer.goto(`/app/abrechnung/${year}`);
    await expect(employer.getByText(result)).toBeVisible();
  }
  for (const page of [koordination, finanzen, employer]) await page.context().close();
});
