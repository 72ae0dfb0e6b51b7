// A whole year of the demo: notice, run, release by a second person, payment file, returned payment, a change within the year,
// Verwendungsnachweis, and a settlement that is offset with the next year. In the order in which it happens.
import type { Browser, Page } from '@playwright/test';
import { expectGoodLook } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import type { RunningServer } from '../../fixtures/server.ts';
import { faults, personAt, watchConsoles } from '../../pages/people.ts';

/** Long past, so that proposals for new years and the years of other tests stay what they are. */
const YEAR = '2022';
const NEXT = '2023';
const INDICATORS = ['Kein Zugang zu Beratung (a)', 'Entwicklungsbedarf (b)'];
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

watchConsoles();

/** The newest run of a year is proposed and released by somebody else. */
async function release(browser: Browser, portal: RunningServer, koordination: Page, year: string): Promise<void> {
  await koordination.getByRole('button', { name: 'Freigabe erbitten' }).click();
  await expect(koordination.getByText('Der Lauf liegt jetzt bei Finanzen zur Freigabe.')).toBeVisible();
  const finanzen = await personAt(browser, portal, 'Finanzen', `/app/budget/${year}`);
  await finanzen.getByRole('button', { name: 'Lauf freigeben' }).click();
  await expect(finanzen.getByText('Der Lauf ist freigegeben.')).toBeVisible();
  await finanzen.context().close();
}

/** Calculates with what the form proposes, and stores the run. A new year asks for its own notice first. */
async function calculate(koordination: Page, notice?: string): Promise<void> {
  await koordination.getByRole('button', { name: 'Berechnen' }).click();
  if (notice !== undefined) {
    await koordination.locator('[name="landeszuweisung_decision"]').fill(notice);
    await koordination.getByRole('button', { name: 'Berechnen' }).click();
  }
  await expect(koordination.getByRole('heading', { name: 'Berechnung, noch nicht gespeichert' })).toBeVisible();
  await koordination.getByRole('button', { name: 'Lauf speichern' }).click();
  await expect(koordination.getByText('Der Lauf ist gespeichert.')).toBeVisible();
}

/** How far the year has come, as the list of all years says. */
async function expectStatus(koordination: Page, status: string): Promise<void> {
  await koordination.goto('/app/budget');
  const row = koordination.getByRole('table', { name: 'Budgetjahre' }).getByRole('row');
  await expect(row.filter({ has: koordination.getByRole('link', { name: YEAR, exact: true }) })).toContainText(status);
}

test('the year of the demo, from the notice to a settlement that is offset', async ({ browser, portal }) => {
  test.setTimeout(420_000);
  // The notice as it was given.
  const koordination = await personAt(browser, portal, 'Koordination', `/app/budget/${YEAR}`);
  await koordination.getByText('Bescheid ablegen').click();
  await koordination.getByLabel('PDF-Datei').setInputFiles({ name: 'Bescheid.txt', mimeType: 'text/plain', buffer: Buffer.from('kein PDF') });
  await koordination.getByLabel('Datum des Dokuments').fill('2022-01-05');
  await koordination.getByLabel('Aktenzeichen oder Zweck').fill('725-1/2022');
  await koordination.getByRole('button', { name: 'Ablegen' }).click();
  await expect(koordination.getByText('Eine Angabe stimmt noch nicht.')).toBeVisible();
  faults.splice(0);
  await koordination.getByLabel('PDF-Datei').setInputFiles({ name: 'Bescheid 2022.pdf', mimeType: 'application/pdf', buffer: PDF });
  await koordination.getByRole('button', { name: 'Ablegen' }).click();
  await expect(koordination.getByText('Die Datei ist abgelegt.')).toBeVisible();
  await expect(koordination.getByRole('table', { name: 'Bescheid des Landes' })).toContainText('725-1/2022');
  await expectGoodLook(koordination, 'a year with its notice');
  await koordination.setViewportSize({ width: 1280, height: 900 });

  // Run and release.
  await calculate(koordination, `Bescheid vom 05.01.${YEAR}`);
  await release(browser, portal, koordination, YEAR);
  await expectStatus(koordination, 'festgesetzt');

  // January: checked by one, ordered by another, paid by the Kasse; one payment comes back.
  await koordination.goto(`/app/auszahlung/${YEAR}`);
  await koordination.getByRole('combobox', { name: 'Monat' }).selectOption({ index: 1 });
  await koordination.getByRole('button', { name: 'Zahllauf vorbereiten' }).click();
  await koordination.getByRole('link', { name: `Januar ${YEAR}` }).click();
  await expect(koordination.getByRole('heading', { level: 1, name: `Zahllauf Januar ${YEAR}` })).toBeVisible();
  const payment = new URL(koordination.url()).pathname;
  const first = await personAt(browser, portal, 'Finanzen', payment);
  await first.getByRole('button', { name: 'Sachlich und rechnerisch feststellen' }).click();
  await expect(first.getByText('Der Zahllauf ist festgestellt.')).toBeVisible();
  const second = await personAt(browser, portal, 'Finanzen 2', payment);
  await second.getByRole('button', { name: 'Auszahlung anordnen' }).click();
  await expect(second.getByText('Die Auszahlung ist angeordnet.')).toBeVisible();
  const kasse = await personAt(browser, portal, 'Kasse', payment);
  await kasse.getByRole('button', { name: 'Zahlungsdatei erstellen' }).click();
  await expect(kasse.getByRole('link', { name: 'Zahlungsdatei (pain.001)' })).toBeVisible();
  await kasse.getByRole('button', { name: 'Alle offenen als bezahlt buchen' }).click();
  await expect(kasse.getByText('Die offenen Zahlungen sind als bezahlt gebucht.')).toBeVisible();
  await kasse.getByText('Rückläufer buchen').first().click();
  await kasse.getByRole('combobox', { name: 'Zahlung' }).selectOption({ index: 1 });
  await kasse.getByLabel('Grund laut Bank').fill('Konto erloschen');
  await kasse.locator('.payout__return').getByRole('button', { name: 'Rückläufer buchen' }).click();
  await expect(kasse.getByText('Der Rückläufer ist gebucht.')).toBeVisible();
  await expectStatus(koordination, 'laufend');

  // Within the year Kita 076 ends being eligible: what was paid stays, the open months carry the difference.
  await koordination.goto('/app/verzeichnis/kitas?search=076');
  await koordination.getByRole('link', { name: '076' }).click();
  await koordination.getByRole('link', { name: 'Bearbeiten' }).click();
  const before: string[] = [];
  for (const name of INDICATORS) {
    before.push(await koordination.getByLabel(name).inputValue());
    await koordination.getByLabel(name).selectOption({ label: 'nein' });
  }
  await koordination.getByLabel('Indikatoren gelten ab').fill(`${YEAR}-08-01`);
  await koordination.getByRole('button', { name: 'Speichern' }).click();
  await expect(koordination.getByRole('heading', { level: 1 })).toContainText('Demo-Kita 076');
  // From the next year on it is eligible again, as other tests expect.
  await koordination.getByRole('link', { name: 'Bearbeiten' }).click();
  for (const [position, name] of INDICATORS.entries()) await koordination.getByLabel(name).selectOption(before[position] ?? '');
  await koordination.getByLabel('Indikatoren gelten ab').fill(`${NEXT}-01-01`);
  await koordination.getByRole('button', { name: 'Speichern' }).click();
  await expect(koordination.getByRole('heading', { level: 1 })).toContainText('Demo-Kita 076');
  await koordination.goto(`/app/budget/${YEAR}`);
  await koordination.getByText('Parameter und Berechnung').click();
  await calculate(koordination);
  await expect(koordination.getByRole('heading', { name: 'Unterschied zum freigegebenen Lauf' })).toBeVisible();
  await koordination.getByText(/^\d+ Hinweise?$/).click();
  await expect(koordination.getByText(/^Kita 076 .*: Förderfähig ist sie an 212 von 365 Tagen dieses Jahres/)).toBeVisible();
  await release(browser, portal, koordination, YEAR);

  const employer = await personAt(browser, portal, 'Anstellungsträger', `/app/auszahlung/${YEAR}`);
  const plan = employer.getByRole('table', { name: 'Abschlagsplan in €' });
  await expect(plan.locator('tbody').getByRole('row')).toHaveCount(1);
  const cells = (await plan.locator('tbody').getByRole('cell').allTextContents()).map((cell) => cell.trim());
  expect(cells[3], 'January stays as it was paid').toMatch(/^9\.597,93\s+bezahlt$/);
  expect(cells[4], 'February is lower').not.toMatch(/^9\.597,9/);
  expect(cells[4]).toMatch(/^[78]\.\d{3},\d{2}\s+offen$/);

  // The next year is there to offset with.
  await koordination.goto(`/app/budget/${NEXT}`);
  await calculate(koordination, `Bescheid vom 04.01.${NEXT}`);
  await release(browser, portal, koordination, NEXT);

  // Verwendungsnachweis with a receipt, check, settlement by a second person.
  await employer.goto(`/app/abrechnung/${YEAR}`);
  await employer.getByText('Beleg ablegen').click();
  await employer.getByLabel('PDF-Datei').setInputFiles({ name: 'Lohnjournal.pdf', mimeType: 'application/pdf', buffer: PDF });
  await employer.getByLabel('Datum des Dokuments').fill('2022-02-01');
  await employer.getByLabel('Aktenzeichen oder Zweck').fill('Lohnjournal Januar');
  await employer.getByRole('button', { name: 'Ablegen' }).click();
  // Focused, so that it does not take the focus from the first amount while that is filled in.
  await expect(employer.locator('.outcome').filter({ hasText: 'Die Datei ist abgelegt.' })).toBeFocused();
  for (const number of ['024', '025', '061', '076']) {
    await employer.getByLabel(new RegExp(`^Personalkosten Kita ${number} `)).fill('1.000,00');
    await employer.getByLabel(new RegExp(`^Fortbildung und Fachberatung Kita ${number} `)).fill('0');
  }
  await employer.getByRole('button', { name: 'Einreichen', exact: true }).click();
  await employer.getByRole('button', { name: 'Wirklich einreichen' }).click();
  await expect(employer.getByText('Der Verwendungsnachweis ist eingereicht.')).toBeVisible();

  await koordination.goto(`/app/abrechnung/${YEAR}`);
  const own = koordination.getByRole('table', { name: 'Verwendungsnachweise' }).getByRole('row').filter({ hasText: '4.000,00' });
  await own.getByRole('link').click();
  await expect(koordination.getByRole('table', { name: 'Belege' })).toContainText('Lohnjournal Januar');
  await koordination.getByRole('combobox', { name: 'Was zu viel gezahlt ist' }).selectOption(NEXT);
  await koordination.getByRole('button', { name: 'Prüfung speichern' }).click();
  await expect(koordination.getByText('Die Prüfung ist gespeichert.')).toBeVisible();
  await first.goto(new URL(koordination.url()).pathname);
  await first.getByRole('button', { name: 'Abrechnen', exact: true }).click();
  await expect(first.getByText('Das Jahr ist abgerechnet.')).toBeVisible();
  await expect(first.getByText(`5.597,93 € mit ${NEXT} verrechnet`)).toBeVisible();
  await employer.goto(`/app/auszahlung/${NEXT}`);
  await employer.getByText('Woher die Beträge kommen').click();
  await expect(employer.getByText(`5.597,93 € Verrechnung aus ${YEAR}`)).toBeVisible();

  // The employer's view shows its own and nothing else.
  await employer.goto(`/app/budget/${YEAR}/anstellungstraeger`);
  await expect(employer.locator('details.employer')).toHaveCount(1);
  for (const page of [koordination, first, second, kasse, employer]) await page.context().close();
});
