// From the calculated run to the last transfer: release by a second person, Feststellung and Anordnung by two, the file of
// the Kasse, a payment that comes back, and what the Anstellungsträger sees of it.
import type { Browser, Page } from '@playwright/test';
import { linesOf, textBehind } from '../../fixtures/files.ts';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import type { RunningServer } from '../../fixtures/server.ts';
import { personAt, watchConsoles } from '../../pages/people.ts';

/** Before the demo's own year, so that the proposal for new years stays what other tests expect. */
const YEAR = '2024';

watchConsoles();

/** The text of the file that a link leads to. */
const download = (page: Page, name: string) => textBehind(page.getByRole('link', { name }));

/** Everything between `<name>` and `</name>`, each time it occurs. */
function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map((found) => found[1] ?? '');
}

/** Cents of an amount with a decimal point. */
function cents(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

/** A year is calculated, its release asked for and given. */
async function releaseYear(browser: Browser, portal: RunningServer): Promise<void> {
  const koordination = await personAt(browser, portal, 'Koordination', `/app/budget/${YEAR}`);
  // A year that begins with the parameters of another one asks for its own notice.
  await koordination.getByRole('button', { name: 'Berechnen' }).click();
  await koordination.locator('[name="landeszuweisung_decision"]').fill(`Bescheid vom 03.01.${YEAR}`);
  await koordination.getByRole('button', { name: 'Berechnen' }).click();
  await koordination.getByRole('button', { name: 'Lauf speichern' }).click();
  await expect(koordination.getByText('Entwurf', { exact: true })).toBeVisible();
  await koordination.getByRole('button', { name: 'Freigabe erbitten' }).click();
  await expect(koordination.getByText('Der Lauf liegt jetzt bei Finanzen zur Freigabe.')).toBeVisible();
  await expect(koordination.getByRole('button', { name: 'Lauf freigeben' })).toHaveCount(0);
  // Too early: who asked takes it back, and asks again.
  await koordination.getByRole('button', { name: 'Bitte um Freigabe zurücknehmen' }).click();
  await expect(koordination.getByText('Der Lauf ist wieder ein Entwurf.')).toBeVisible();
  await koordination.getByRole('button', { name: 'Freigabe erbitten' }).click();
  await expect(koordination.getByText('Der Lauf liegt jetzt bei Finanzen zur Freigabe.')).toBeVisible();

  const finanzen = await personAt(browser, portal, 'Finanzen', `/app/budget/${YEAR}`);
  await expect(finanzen.getByText('zur Freigabe vorgelegt', { exact: true })).toBeVisible();
  await expectGoodLook(finanzen, 'a run to be released');
  await finanzen.getByRole('button', { name: 'Lauf freigeben' }).click();
  await expect(finanzen.getByText('Der Lauf ist freigegeben. Die Abschläge folgen ihm ab jetzt.')).toBeVisible();
  await expect(finanzen.getByText('freigegeben', { exact: true })).toBeVisible();
  await koordination.context().close();
  await finanzen.context().close();
}

/** February to April of the first Anstellungsträger are suspended, or go on. */
async function changeMonths(koordination: Page, act: 'suspend' | 'resume', reason: string): Promise<void> {
  await koordination.getByText('Monate aussetzen oder wieder aufnehmen').click();
  await koordination.getByRole('combobox', { name: 'Anstellungsträger' }).selectOption({ index: 1 });
  await koordination.getByRole('combobox', { name: 'Was geschieht' }).selectOption(act);
  await koordination.getByRole('combobox', { name: 'Von Monat' }).selectOption('1');
  await koordination.getByRole('combobox', { name: 'Bis Monat' }).selectOption('3');
  await koordination.getByLabel('Grund', { exact: true }).fill(reason);
  await koordination.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(koordination.getByText('Die Monate sind geändert.')).toBeVisible();
}

test('a month goes from the released run to the bank, and one payment comes back', async ({ browser, portal }) => {
  test.setTimeout(360_000);
  await releaseYear(browser, portal);
  const koordination = await personAt(browser, portal, 'Koordination', `/app/auszahlung/${YEAR}`);
  await expect(koordination.getByRole('table', { name: 'Abschlagsplan in €' })).toBeVisible();
  await expectOneName(koordination);
  await expectGoodLook(koordination, 'the plan of a year');
  const planFile = await download(koordination, 'Abschlagsplan als CSV-Datei');
  expect(linesOf(planFile), 'head, twelve employers, sum').toHaveLength(14);
  await koordination.getByRole('combobox', { name: 'Monat' }).selectOption({ index: 1 });
  await koordination.getByRole('button', { name: 'Zahllauf vorbereiten' }).click();
  await expect(koordination.getByText(`Der Zahllauf Januar ${YEAR} ist vorbereitet.`)).toBeVisible();
  await koordination.getByRole('link', { name: `Januar ${YEAR}` }).click();
  await expect(koordination.getByRole('heading', { level: 1, name: `Zahllauf Januar ${YEAR}` })).toBeVisible();
  const address = new URL(koordination.url()).pathname;

  const first = await personAt(browser, portal, 'Finanzen', address);
  await expect(first.getByRole('table', { name: 'Zahlungen' }).locator('tbody').getByRole('row')).toHaveCount(12);
  await expectGoodLook(first, 'a payment run to be checked');
  await first.getByRole('button', { name: /^9\.597,93, Herleitung Zahlung / }).click();
  const origin = first.getByRole('dialog');
  await expect(origin.getByText('115.175,10 € ÷ 12 = 9.597,93 €')).toBeVisible();
  await expect(origin.getByText('darin 1 Cent aus dem Restausgleich').first()).toBeVisible();
  await first.keyboard.press('Escape');
  await first.getByRole('button', { name: 'Sachlich und rechnerisch feststellen' }).click();
  await expect(first.getByText('Der Zahllauf ist festgestellt.')).toBeVisible();
  await expect(first.getByText('Bitte lassen Sie eine zweite Person die Auszahlung anordnen.')).toBeVisible();
  await expect(first.getByRole('button', { name: 'Auszahlung anordnen' })).toHaveCount(0);
  const second = await personAt(browser, portal, 'Finanzen 2', address);
  await second.getByRole('button', { name: 'Auszahlung anordnen' }).click();
  await expect(second.getByText('Die Auszahlung ist angeordnet.')).toBeVisible();

  const kasse = await personAt(browser, portal, 'Kasse', '/app/auszahlung');
  await kasse.getByRole('link', { name: `Auszahlung ${YEAR}` }).click();
  await expect(kasse.getByRole('table', { name: 'Abschlagsplan in €' })).toHaveCount(0);
  await kasse.getByRole('link', { name: `Januar ${YEAR}` }).click();
  await kasse.getByRole('button', { name: 'Zahlungsdatei erstellen' }).click();
  await expect(kasse.getByText('Die Zahlungsdatei ist erstellt.')).toBeVisible();
  await expectOneName(kasse);
  await expectGoodLook(kasse, 'an ordered payment run of the Kasse');

  const xml = await download(kasse, 'Zahlungsdatei (pain.001)');
  const amounts = elements(xml, 'InstdAmt');
  expect(amounts).toHaveLength(12);
  const sum = amounts.map(cents).reduce((a, b) => a + b, 0n);
  expect(elements(xml, 'CtrlSum').map(cents)).toEqual([sum, sum]);
  expect(elements(xml, 'NbOfTxs')).toEqual(['12', '12']);
  expect(new Set(elements(xml, 'EndToEndId')).size).toBe(12);
  expect(await download(kasse, 'Zahlungsdatei (pain.001)'), 'the second export').toBe(xml);
  const list = await download(kasse, 'Liste als CSV-Datei');
  const total = linesOf(list).at(-1)?.split(';')[4] ?? '';
  expect(cents(total.replace(',', '.'))).toBe(sum);

  // One was carried out on a day of its own, the others follow.
  await kasse.getByText('Einzelne Zahlung als bezahlt buchen').click();
  const one = kasse.locator('.payout__one');
  await one.getByRole('button', { name: 'Nur diese als bezahlt buchen' }).click();
  await expect(one.getByText('Bitte füllen Sie dieses Feld aus.').first()).toBeVisible();
  await one.getByRole('combobox', { name: 'Was bezahlt ist' }).selectOption({ index: 1 });
  await one.getByRole('button', { name: 'Nur diese als bezahlt buchen' }).click();
  await expect(kasse.getByText('Die Zahlung ist als bezahlt gebucht.')).toBeVisible();
  const states = kasse.getByRole('table', { name: 'Zahlungen' }).locator('tbody').getByRole('row');
  await expect(states.filter({ hasText: 'bezahlt am' })).toHaveCount(1);
  await kasse.getByRole('button', { name: 'Alle offenen als bezahlt buchen' }).click();
  await expect(kasse.getByText('Die offenen Zahlungen sind als bezahlt gebucht.')).toBeVisible();
  await kasse.getByText('Rückläufer buchen').first().click();
  const back = kasse.locator('.payout__return');
  await back.getByRole('button', { name: 'Rückläufer buchen' }).click();
  await expect(back.getByText('Bitte füllen Sie dieses Feld aus.').first()).toBeVisible();
  await expectGoodLook(kasse, 'a return with faults');
  const own = back.getByRole('combobox', { name: 'Zahlung' }).getByRole('option', { name: /9\.597,93 €/ });
  await back.getByRole('combobox', { name: 'Zahlung' }).selectOption((await own.getAttribute('value')) ?? '');
  await back.getByLabel('Grund laut Bank').fill('Konto erloschen');
  await back.getByRole('button', { name: 'Rückläufer buchen' }).click();
  await expect(kasse.getByText('Der Rückläufer ist gebucht.')).toBeVisible();
  await expect(kasse.getByText(/zurück am .*: Konto erloschen/)).toBeVisible();

  await koordination.goto(`/app/auszahlung/${YEAR}`);
  await expect(koordination.getByRole('heading', { name: 'Zurückgekommen' })).toBeVisible();
  await expect(koordination.getByText('9.597,93 € zurück am')).toBeVisible();
  await expect(koordination.getByRole('combobox', { name: 'Monat' }).getByRole('option', { name: `Januar ${YEAR}, 9.597,93 €` })).toBeAttached();
  await koordination.getByText('Woher die Beträge kommen').click();
  await expect(koordination.getByText('115.175,10 € Budget − 0,00 € angeordnet = 115.175,10 €, verteilt auf 12 offene Monate')).toBeVisible();

  // The month that is chosen for the next payment run stays while another form of the page is sent.
  const month = koordination.getByRole('combobox', { name: 'Monat', exact: true });
  await month.selectOption('11');
  await changeMonths(koordination, 'suspend', 'Stelle nicht besetzt');
  await expect(month).toHaveValue('11');
  await expect(koordination.getByText(/: Februar bis April ausgesetzt am .* von Demo Koordination – Stelle nicht besetzt/)).toBeVisible();
  await expect(koordination.getByRole('table', { name: 'Abschlagsplan in €' }).getByText('ausgesetzt', { exact: true })).toHaveCount(3);
  await expectGoodLook(koordination, 'a plan with suspended months');

  // What was suspended is resumed, and the decision before stays readable.
  await koordination.reload();
  await changeMonths(koordination, 'resume', 'Stelle besetzt');
  await expect(koordination.getByText(/: Februar bis April wieder aufgenommen am .* – Stelle besetzt/)).toBeVisible();
  await expect(koordination.getByText(/: Februar bis April ausgesetzt am /)).toBeVisible();
  await expect(koordination.getByRole('table', { name: 'Abschlagsplan in €' }).getByText('ausgesetzt', { exact: true })).toHaveCount(0);

  const employer = await personAt(browser, portal, 'Anstellungsträger', `/app/auszahlung/${YEAR}`);
  const plan = employer.getByRole('table', { name: 'Abschlagsplan in €' });
  await expect(plan.locator('tbody').getByRole('row')).toHaveCount(1);
  await expect(plan).toContainText('115.175,10');
  await expectOneName(employer);
  await expectGoodLook(employer, 'the own plan');
  await plan.getByRole('button', { name: /Herleitung Geplant .* Januar$/ }).click();
  await expect(employer.getByRole('dialog').getByText('115.175,10 € Budget − 0,00 € angeordnet = 115.175,10 €, verteilt auf 12 offene Monate').first()).toBeVisible();
  await employer.keyboard.press('Escape');
  await employer.getByRole('link', { name: `Januar ${YEAR}` }).click();
  await expect(employer.getByRole('table', { name: 'Zahlungen' }).locator('tbody').getByRole('row')).toHaveCount(1);
  await expect(employer.getByText('Demo Finanzen')).toHaveCount(0);
  for (const page of [koordination, first, second, kasse, employer]) await page.context().close();
});

test('whoever has nothing to do with payments is told so', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/status of 403/);
  await logIn(page, portal, 'KiSo', '/app/auszahlung');
  await expect(page.getByText('Für diese Seite fehlt Ihnen das Recht.')).toBeVisible();
});

test('a year without a released run says what comes first', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/404/);
  await logIn(page, portal, 'Revision', '/app/auszahlung/2045');
  await expect(page.getByText('Für dieses Jahr ist noch kein Lauf freigegeben.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Zum Sozialraumbudget 2045' })).toBeVisible();
  await expectGoodLook(page, 'a year that is not paid');
});
