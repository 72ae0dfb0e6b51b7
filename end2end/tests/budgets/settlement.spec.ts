// The settlement of a year: the Anstellungsträger states what it has spent, the Koordination checks with one objection,
// somebody else settles, and the next year's plan is that much lower. Another Anstellungsträger sees nothing of it.
import type { Browser } from '@playwright/test';
import { fileBehind, linesOf, textBehind } from '../../fixtures/files.ts';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { readPdf } from '../../fixtures/pdf.ts';
import { expect, test } from '../../fixtures/portal.ts';
import type { RunningServer } from '../../fixtures/server.ts';
import { faults, personAt, watchConsoles } from '../../pages/people.ts';

/** The demo's year that is paid in full, and the one that it is offset with. */
const YEAR = '2025';
const NEXT = '2026';

/** What the Kitas of the demo's employer have cost. Their budgets: 18.392,98 twice, 32.260,71 and 46.128,43. */
const COSTS: Record<string, string> = { '024': '18.392,98', '025': '17.000,00', '061': '30.000', '076': '46.128,43' };

watchConsoles();

/** The demo's draft of the next year is released. */
async function releaseNextYear(browser: Browser, portal: RunningServer): Promise<void> {
  const koordination = await personAt(browser, portal, 'Koordination', `/app/budget/${NEXT}`);
  await koordination.getByRole('button', { name: 'Freigabe erbitten' }).click();
  await expect(koordination.getByText('Der Lauf liegt jetzt bei Finanzen zur Freigabe.')).toBeVisible();
  const finanzen = await personAt(browser, portal, 'Finanzen', `/app/budget/${NEXT}`);
  await finanzen.getByRole('button', { name: 'Lauf freigeben' }).click();
  await expect(finanzen.getByText('Der Lauf ist freigegeben.')).toBeVisible();
  await koordination.context().close();
  await finanzen.context().close();
}

test('a Verwendungsnachweis is entered, checked, settled and offset with the next year', async ({ browser, portal }) => {
  test.setTimeout(240_000);
  await releaseNextYear(browser, portal);

  const employer = await personAt(browser, portal, 'Anstellungsträger', '/app/abrechnung');
  await employer.getByRole('link', { name: `Abrechnung ${YEAR}` }).click();
  await expect(employer.getByText(/Die Frist für den Verwendungsnachweis ist am 31\.03\.2026 abgelaufen/)).toBeVisible();
  await expectOneName(employer);
  await expectGoodLook(employer, 'a blank Verwendungsnachweis');
  const cost = (number: string) => employer.getByLabel(new RegExp(`^Personalkosten Kita ${number} `));
  await cost('024').fill('18.392,981');
  await employer.getByRole('button', { name: 'Einreichen', exact: true }).click();
  await expect(employer.getByRole('button', { name: 'Wirklich einreichen' })).toHaveCount(0);
  await expect(employer.getByText('8 Angaben stimmen noch nicht.')).toBeVisible();
  await expect(cost('024')).toHaveValue('18.392,981');
  await expectGoodLook(employer, 'a Verwendungsnachweis with faults');
  for (const [number, amount] of Object.entries(COSTS)) await cost(number).fill(amount);
  await employer.getByRole('button', { name: 'Entwurf speichern' }).click();
  await expect(employer.getByText('Der Entwurf ist gespeichert.')).toBeVisible();
  await employer.reload();
  await expect(cost('061')).toHaveValue('30.000,00');
  await expect(employer.getByRole('table', { name: 'Ist-Kosten je Kita in €' })).toContainText('111.521,41');

  const koordination = await personAt(browser, portal, 'Koordination', `/app/abrechnung/${YEAR}`);
  const late = koordination.getByText(/Verwendungsnachweise sind seit dem 31\.03\.2026 überfällig/);
  await expect(late).toBeVisible();
  await expectGoodLook(koordination, 'the settlements of a year');
  const own = koordination.getByRole('table', { name: 'Verwendungsnachweise' }).getByRole('row').filter({ hasText: '115.175,10' });
  await expect(own).toContainText('überfällig');
  await own.getByRole('link').click();
  await expect(koordination.getByText('Bis dahin sieht ihn nur der Anstellungsträger.')).toBeVisible();
  await expect(koordination.getByText('30.000,00')).toHaveCount(0);
  const address = new URL(koordination.url()).pathname;

  for (const number of Object.keys(COSTS)) await employer.getByLabel(new RegExp(`^Fortbildung und Fachberatung Kita ${number} `)).fill('0');
  await employer.getByRole('button', { name: 'Einreichen', exact: true }).click();
  await employer.getByRole('button', { name: 'Wirklich einreichen' }).click();
  await expect(employer.getByText('Der Verwendungsnachweis ist eingereicht.')).toBeVisible();
  await expect(employer.getByRole('button', { name: 'Einreichen', exact: true })).toHaveCount(0);

  await koordination.reload();
  await koordination.getByLabel(/^Anerkannt Kita 024 /).fill('18.000,00');
  await koordination.getByRole('button', { name: 'Prüfung speichern' }).click();
  await expect(koordination.getByText('Eine Angabe stimmt noch nicht.')).toBeVisible();
  await expectGoodLook(koordination, 'a check with a fault');
  await koordination.getByLabel(/^Beanstandung Kita 024 /).fill('Sachkosten sind nicht förderfähig');
  await koordination.getByRole('combobox', { name: 'Was zu viel gezahlt ist' }).selectOption(NEXT);
  await koordination.getByRole('button', { name: 'Prüfung speichern' }).click();
  await expect(koordination.getByText('Die Prüfung ist gespeichert.')).toBeVisible();
  await expect(koordination.getByRole('button', { name: 'Abrechnen', exact: true })).toHaveCount(0);

  const finanzen = await personAt(browser, portal, 'Finanzen', address);
  const result = finanzen.locator('.settlement__amount').filter({ hasText: 'Zu viel gezahlt' });
  await expect(result).toContainText('4.046,67 €');
  await result.getByText('Herleitung').click();
  await expect(result.getByText('115.175,10 € − 111.128,43 € = 4.046,67 €')).toBeVisible();
  await expectOneName(finanzen);
  await expectGoodLook(finanzen, 'a checked Verwendungsnachweis');
  await finanzen.getByRole('button', { name: 'Abrechnen', exact: true }).click();
  await expect(finanzen.getByText('Das Jahr ist abgerechnet.')).toBeVisible();
  await expect(finanzen.getByText(`4.046,67 € mit ${NEXT} verrechnet`)).toBeVisible();
  await expectGoodLook(finanzen, 'a settled year of an employer');

  await employer.goto(`/app/auszahlung/${NEXT}`);
  const plan = employer.getByRole('table', { name: 'Abschlagsplan in €' });
  await expect(plan).toContainText('9.260,71');
  await expect(plan).not.toContainText('9.597,9');
  await employer.getByText('Woher die Beträge kommen').click();
  await expect(employer.getByText(`115.175,10 € Budget − 4.046,67 € Verrechnung aus ${YEAR} − 0,00 € angeordnet = 111.128,43 €`)).toBeVisible();
  await employer.goto(`/app/abrechnung/${YEAR}`);
  await expect(employer.getByText('Sachkosten sind nicht förderfähig').first()).toBeVisible();
  await expect(employer.getByText('Demo Koordination')).toHaveCount(0);
  await expectGoodLook(employer, 'the own settlement');

  const other = await personAt(browser, portal, 'Anstellungsträger 2', `/app/abrechnung/${YEAR}`);
  await expect(other.getByText('Verwendungsnachweis eingereicht')).toBeVisible();
  await expect(other.getByText(/Kita 024 /)).toHaveCount(0);
  await expect(other.getByText('18.000,00')).toHaveCount(0);
  for (const page of [employer, koordination, finanzen, other]) await page.context().close();
});

test('an employer finds no Verwendungsnachweis but the own', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/40[34]/);
  await logIn(page, portal, 'Koordination', `/app/abrechnung/${YEAR}`);
  const foreign = page.getByRole('table', { name: 'Verwendungsnachweise' }).getByRole('row').filter({ hasText: '115.175,10' });
  const address = (await foreign.getByRole('link').getAttribute('href')) ?? '';
  await page.context().clearCookies();
  await logIn(page, portal, 'Anstellungsträger 2');
  await page.goto(address);
  await expect(page.getByText('Für dieses Jahr ist noch kein Budget freigegeben.')).toBeVisible();
  await expect(page.getByText('115.175,10')).toHaveCount(0);
});

test('the Koordination moves the deadline and takes the list for the Land along', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', `/app/abrechnung/${YEAR}`);
  await page.getByText('Frist und Ist-Kosten der Vorwegposition').click();
  await page.getByLabel('Ist-Kosten des betriebserlaubnisrelevanten Personals').fill('-1');
  await page.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(page.getByText('Bitte geben Sie mindestens 0,00 € ein.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Als Ist-Kosten übernehmen' }).click();
  await expect(page.getByLabel('Ist-Kosten des betriebserlaubnisrelevanten Personals')).toHaveValue('217.000,00');
  await page.getByLabel('Frist für die Verwendungsnachweise').fill('2028-11-30');
  await page.getByLabel('Ist-Kosten des betriebserlaubnisrelevanten Personals').fill('260.000,00');
  await page.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(page.getByText('Frist und Ist-Kosten sind gespeichert.')).toBeVisible();
  await expect(page.getByText(/überfällig$/)).toHaveCount(0);
  await expect(page.getByText('Die Frist für den Verwendungsnachweis endet am 30.11.2028')).toBeVisible();
  const lines = linesOf(await textBehind(page.getByRole('link', { name: 'Liste als CSV-Datei' })));
  expect(lines[0]).toContain('Gegenüber dem Land in Euro');
  expect(lines).toContain('Betriebserlaubnisrelevantes Personal;;;;260000,00');
  expect(lines.filter((line) => line.includes(';abgerechnet;'))).not.toHaveLength(0);
});

test('months are suspended with a reason, and the plan says so', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/status of 422/);
  await logIn(page, portal, 'Koordination', `/app/auszahlung/${YEAR}`);
  await expect(page.getByText('Alle Monate sind vorbereitet, angeordnet oder bezahlt.')).toBeVisible();
  await page.getByText('Monate aussetzen oder wieder aufnehmen').click();
  await page.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(page.getByText('5 Angaben stimmen noch nicht.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Anstellungsträger' }).selectOption({ index: 1 });
  await page.getByRole('combobox', { name: 'Was geschieht' }).selectOption('suspend');
  await page.getByRole('combobox', { name: 'Von Monat' }).selectOption('0');
  await page.getByRole('combobox', { name: 'Bis Monat' }).selectOption('11');
  await page.getByLabel('Grund', { exact: true }).fill('Stelle nicht besetzt');
  await page.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(page.getByText('Dazu ist nichts offen.').first()).toBeVisible();
  await expectGoodLook(page, 'suspending months that are paid');
});

test('the Kasse books what came back of a Rückforderung, and the letter about it is a PDF', async ({ browser, portal }) => {
  test.setTimeout(120_000);
  const kasse = await personAt(browser, portal, 'Kasse', `/app/auszahlung/${YEAR}`);
  const row = kasse.getByRole('table', { name: 'Rückforderungen' }).locator('tbody').getByRole('row').first();
  await expect(row).toContainText('offen');
  const open = (await row.getByRole('cell').nth(2).textContent()) ?? '';
  await kasse.getByText('Eingang einer Rückforderung buchen').click();
  await kasse.getByRole('button', { name: 'Eingang buchen' }).click();
  await expect(kasse.getByText('3 Angaben stimmen noch nicht.')).toBeVisible();
  await expectGoodLook(kasse, 'booking a Rückforderung with faults');
  await kasse.getByRole('combobox', { name: 'Rückforderung an' }).selectOption({ index: 1 });
  await kasse.getByLabel('Beleg').fill('Kontoauszug 12');
  await kasse.getByLabel('Betrag').fill('90.000.000,00');
  await kasse.getByRole('button', { name: 'Eingang buchen' }).click();
  await expect(kasse.getByText(`Bitte geben Sie höchstens ${open} € ein.`).first()).toBeVisible();
  // The browser itself reports the refused request.
  expect(faults.splice(0).every((fault) => fault.includes('422'))).toBe(true);
  await kasse.getByLabel('Betrag').fill(open);
  await kasse.getByRole('button', { name: 'Eingang buchen' }).click();
  await expect(kasse.getByText('Der Eingang ist gebucht.')).toBeVisible();
  await expect(row).toContainText('beglichen');
  await expect(kasse.getByText(`: ${open} € am `)).toBeVisible();

  const koordination = await personAt(browser, portal, 'Koordination', `/app/abrechnung/${YEAR}`);
  const settled = koordination.getByRole('table', { name: 'Verwendungsnachweise' }).getByRole('row').filter({ hasText: `${open} € Rückforderung` });
  await settled.getByRole('link').click();
  const letter = await fileBehind(koordination.getByRole('link', { name: /^Brief als PDF-Datei/ }).first());
  expect(letter.subarray(0, 8).toString()).toBe('%PDF-1.7');
  expect(readPdf(letter).accessible).toBe(true);
  expect(readPdf(letter).text, 'the address in the window').toContain('Demo-Stadt');
  await kasse.context().close();
  await koordination.context().close();
});
