// The first charge on its way: a Kita on the list, the run that takes it in, its payment, and a payment run that the plan has
// left behind; an entry that ends within the year, and what its Kita-Träger gives back. What comes before is done by server
// functions; people do it in `payment.spec.ts`.
import type { Page } from '@playwright/test';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { walkAmounts } from '../../pages/amounts.ts';
import { januaryComesBack, releaseYear } from '../../pages/budgets.ts';
import { ownPortal, personAt, watchConsoles } from '../../pages/people.ts';

/** The same year as the payments of the worker's portal have: this story has a portal of its own. */
const YEAR = '2024';

/** Has the entry that ends. */
const ENDING = '2023';

const portal = ownPortal();

watchConsoles();

/** The year is calculated again with the list as it stands, and released by somebody else. */
async function correctYear(koordination: Page, finanzen: Page, year: string, changed: string): Promise<void> {
  await koordination.goto(`/app/budget/${year}`);
  await koordination.getByText('Parameter und Berechnung').click();
  await koordination.getByRole('button', { name: 'Berechnen' }).click();
  await koordination.getByRole('button', { name: 'Lauf speichern' }).click();
  await expect(koordination.getByText('Der Lauf ist gespeichert.')).toBeVisible();
  await expect(koordination.getByRole('table', { name: 'Unterschied je Kita-Träger' })).toContainText(changed);
  // Before, after and the difference; who was not on the list has nothing in the released run.
  const changes = await koordination.locator('.budget__difference tbody tr').count();
  expect(await walkAmounts(koordination, '.budget__difference', true)).toBe(changes * 3);
  await expectGoodLook(koordination, 'what a run changes for a Kita-Träger');
  await koordination.getByRole('button', { name: 'Freigabe erbitten' }).click();
  await expect(koordination.getByText('Der Lauf liegt jetzt bei Finanzen zur Freigabe.')).toBeVisible();
  await finanzen.goto(`/app/budget/${year}`);
  await finanzen.getByRole('button', { name: 'Lauf freigeben' }).click();
  await expect(finanzen.getByText('Der Lauf ist freigegeben. Die Abschläge folgen ihm ab jetzt.')).toBeVisible();
}

/** One and a half posts in the first Kita of the list of choices, for the whole year. */
async function enterKita(koordination: Page): Promise<void> {
  const add = koordination.locator('.first-charge__add');
  await add.getByRole('combobox', { name: 'Kita' }).selectOption({ index: 1 });
  await add.getByLabel('Stellen (VZÄ)').fill('1,5');
  await add.getByLabel('Grund', { exact: true }).fill('Auflage der Betriebserlaubnis');
  await add.getByLabel('Aktenzeichen').fill('LJA 31/2021');
  await add.getByLabel('Kontoinhaber').fill('Kita-Träger e. V.');
  await add.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00');
  await add.getByRole('button', { name: 'Eintragen' }).click();
  await expect(koordination.getByText('Die Kita steht auf der Liste.')).toBeVisible();
}

/** What held at the end of the year goes on in the next one, with a tenth more posts. */
async function goOnWithFactor(koordination: Page): Promise<void> {
  const next = String(Number(YEAR) + 1);
  await koordination.goto(`/app/budget/${next}/vorweg`);
  const goingOn = koordination.locator('.first-charge__going-on');
  await expect(goingOn).toContainText(`1 Eintrag galt bis zum Ende von ${YEAR} und steht noch nicht auf der Liste.`);
  await goingOn.getByLabel('Faktor für die Stellen').fill('3');
  await goingOn.getByRole('button', { name: 'Aus dem Vorjahr übernehmen' }).click();
  await expect(goingOn.getByText('Bitte geben Sie höchstens 2 ein.').first()).toBeVisible();
  await expectGoodLook(koordination, 'taking over the first charge with a fault');
  await goingOn.getByLabel('Faktor für die Stellen').fill('1,1');
  await goingOn.getByRole('button', { name: 'Aus dem Vorjahr übernehmen' }).click();
  await expect(koordination.getByText('Die Einträge des Vorjahres stehen auf der Liste, jeder für das ganze Jahr.')).toBeVisible();
  await expect(koordination.getByRole('table', { name: 'Vorwegposition je Kita' })).toContainText('1,6500');
  // The demo's run of this year has a list of three and a half posts already.
  await expect(koordination.getByText('Auf der Liste stehen 5,1500 VZÄ, der Lauf sieht 4,5000 VZÄ vor.')).toBeVisible();
  await expect(goingOn).toHaveCount(0);
}

/** A month that is suspended after it was prepared: nobody goes on with it, and it is prepared anew by one button. */
async function renewOutdated(koordination: Page, finanzen: Page): Promise<void> {
  const prepared = new URL(koordination.url()).pathname;
  await koordination.goto(`/app/auszahlung/${YEAR}`);
  await koordination.getByText('Monate aussetzen oder wieder aufnehmen').click();
  // The employer whose January came back and is in the payment run again.
  const own = koordination.getByRole('row').filter({ hasText: '115.175,10' }).first().getByRole('rowheader');
  const name = (await own.textContent()) ?? '';
  await koordination.getByRole('combobox', { name: 'Anstellungsträger' }).selectOption({ label: name });
  await koordination.getByRole('combobox', { name: 'Was geschieht' }).selectOption('suspend');
  await koordination.getByRole('combobox', { name: 'Von Monat' }).selectOption('0');
  await koordination.getByRole('combobox', { name: 'Bis Monat' }).selectOption('0');
  await koordination.getByLabel('Grund', { exact: true }).fill('Stelle nicht besetzt');
  await koordination.getByRole('button', { name: 'Speichern', exact: true }).click();
  await expect(koordination.getByText('Die Monate sind geändert.')).toBeVisible();
  await expect(koordination.getByText('überholt', { exact: true })).toBeVisible();
  await finanzen.goto(prepared);
  await expect(finanzen.getByRole('heading', { name: 'Überholt' })).toBeVisible();
  await expect(finanzen.getByText('vorbereitet sind 9.597,93 €, zu zahlen ist jetzt nichts.')).toBeVisible();
  expect(await walkAmounts(finanzen, '.payout__outdated')).toBe(1);
  await expect(finanzen.getByRole('button', { name: 'Sachlich und rechnerisch feststellen' })).toHaveCount(0);
  await koordination.goto(prepared);
  await expect(koordination.getByRole('heading', { name: 'Überholt' })).toBeVisible();
  await expectGoodLook(koordination, 'an outdated payment run');
  await koordination.getByRole('button', { name: 'Neu vorbereiten' }).click();
  await expect(koordination.getByText('Der Monat ist neu vorbereitet.')).toBeVisible();
  await koordination.getByRole('link', { name: 'Zum neuen Zahllauf' }).click();
  await expect(koordination.getByRole('heading', { name: 'Überholt' })).toHaveCount(0);
  await expect(koordination.getByRole('table', { name: 'Zahlungen' }).locator('tbody').getByRole('row')).toHaveCount(1);
}

test('a Kita of the first charge is paid by the run that takes it in; an outdated payment run is prepared anew', async ({ browser }) => {
  test.setTimeout(360_000);
  const koordination = await personAt(browser, portal(), 'Koordination', `/app/budget/${YEAR}`);
  const finanzen = await personAt(browser, portal(), 'Finanzen', '/app/budget');
  const second = await personAt(browser, portal(), 'Finanzen 2', '/app/budget');
  const kasse = await personAt(browser, portal(), 'Kasse', '/app/auszahlung');
  await releaseYear(koordination, finanzen, Number(YEAR));
  await januaryComesBack({ koordination, finanzen, second, kasse }, Number(YEAR), '9597.93');

  await koordination.goto(`/app/auszahlung/${YEAR}`);
  await koordination.getByRole('link', { name: 'Vorwegposition: Kita-Träger und ihre Stellen' }).click();
  await expect(koordination.getByText('Noch steht keine Kita auf der Liste.')).toBeVisible();
  await koordination.getByText('Kita eintragen').click();
  const add = koordination.locator('.first-charge__add');
  await add.getByRole('button', { name: 'Eintragen' }).click();
  await expect(add.getByText('6 Angaben stimmen noch nicht.')).toBeVisible();
  await expectGoodLook(koordination, 'the first charge with faults');
  await enterKita(koordination);
  const entries = koordination.getByRole('table', { name: 'Vorwegposition je Kita' });
  await expect(entries).toContainText('ab dem nächsten Lauf');
  await expect(entries).not.toContainText('93.000,00');
  await expect(koordination.getByText('1 Änderung der Liste ist noch nicht im Lauf.')).toBeVisible();
  await expectOneName(koordination);
  await expectGoodLook(koordination, 'the first charge before its run');

  await correctYear(koordination, finanzen, YEAR, '93.000,00');
  // Three of four and a half posts are nobody's.
  await expect(koordination.getByText(/^Vorwegposition: Von 279\.000,00 € sind 186\.000,00 € noch keiner Kita zugeordnet/)).toBeAttached();
  await koordination.goto(`/app/budget/${YEAR}/vorweg`);
  await expect(entries).toContainText('93.000,00');
  await entries.getByRole('button', { name: /^93\.000,00, Herleitung Vorwegposition/ }).click();
  const derivation = koordination.getByRole('dialog');
  await expect(derivation.getByText(/^279\.000,00 € × .* = 93\.000,00 €$/).first()).toBeVisible();
  await expectGoodLook(koordination, 'the derivation of an entry of the first charge');
  await koordination.keyboard.press('Escape');
  await koordination.getByRole('link', { name: `Auszahlung ${YEAR}` }).click();
  const whole = koordination.getByRole('table', { name: 'Abschlagsplan in €' });
  await expect(whole.locator('tbody').getByRole('row')).toHaveCount(13);
  await expect(whole).toContainText('7.750,00');
  await koordination.getByRole('combobox', { name: 'Monat', exact: true }).selectOption({ index: 1 });
  await koordination.getByRole('button', { name: 'Zahllauf vorbereiten' }).click();
  await expect(koordination.getByText(`Der Zahllauf Januar ${YEAR} ist vorbereitet.`)).toBeVisible();
  await koordination.getByRole('link', { name: `Januar ${YEAR}` }).first().click();
  const lines = koordination.getByRole('table', { name: 'Zahlungen' });
  await expect(lines.locator('tbody').getByRole('row')).toHaveCount(2);
  await expect(lines).toContainText('Kita-Träger e. V.');
  await renewOutdated(koordination, finanzen);
  await goOnWithFactor(koordination);
  for (const page of [koordination, finanzen, second, kasse]) await page.context().close();
});

test('an entry ends within the year, and the Kasse books what its Kita-Träger gives back', async ({ browser }) => {
  test.setTimeout(300_000);
  const koordination = await personAt(browser, portal(), 'Koordination', `/app/budget/${ENDING}/vorweg`);
  const finanzen = await personAt(browser, portal(), 'Finanzen', '/app/budget');
  const second = await personAt(browser, portal(), 'Finanzen 2', '/app/budget');
  const kasse = await personAt(browser, portal(), 'Kasse', '/app/auszahlung');
  await koordination.getByText('Kita eintragen').click();
  await enterKita(koordination);
  await expect(koordination.getByText('Für dieses Jahr ist noch nichts berechnet.')).toBeVisible();
  await releaseYear(koordination, finanzen, Number(ENDING));
  // January is paid, 7.750,00 to the Kita-Träger among it.
  await januaryComesBack({ koordination, finanzen, second, kasse }, Number(ENDING), '9597.93');

  await koordination.reload();
  await koordination.getByText('Eintrag vorzeitig beenden').click();
  const end = koordination.locator('.first-charge__end');
  await end.getByRole('button', { name: 'Beenden' }).click();
  await expect(end.getByText('3 Angaben stimmen noch nicht.')).toBeVisible();
  await expectGoodLook(koordination, 'ending an entry of the first charge with faults');
  await end.getByRole('combobox', { name: 'Eintrag, der endet' }).selectOption({ index: 1 });
  await end.getByLabel('Letzter Tag').fill(`${ENDING}-01-10`);
  await end.getByLabel('Grund des Endes').fill('Auflage aufgehoben');
  await end.getByRole('button', { name: 'Beenden' }).click();
  await expect(koordination.getByText('Der Eintrag endet an diesem Tag.')).toBeVisible();
  const entries = koordination.getByRole('table', { name: 'Vorwegposition je Kita' });
  await expect(entries).toContainText('zurückgezogen ab dem nächsten Lauf: Auflage aufgehoben');
  await expect(entries).toContainText(`01.01.${ENDING} bis 10.01.${ENDING}`);
  await expect(koordination.getByText('2 Änderungen der Liste sind noch nicht im Lauf.')).toBeVisible();
  // 93.000,00 × 10 ÷ 365
  await correctYear(koordination, finanzen, ENDING, '2.547,95');

  await kasse.goto(`/app/auszahlung/${ENDING}`);
  const owed = kasse.getByRole('table', { name: 'Rückforderungen' }).locator('tbody').getByRole('row');
  await expect(owed).toHaveCount(1);
  await expect(owed).toContainText('5.202,05');
  await expect(owed).toContainText('offen');
  await kasse.getByText('Eingang einer Rückforderung buchen').click();
  await kasse.getByRole('combobox', { name: 'Rückforderung an' }).selectOption({ index: 1 });
  await kasse.getByLabel('Beleg').fill('Kontoauszug 12');
  await kasse.getByLabel('Betrag').fill('5.202,05');
  await kasse.getByRole('button', { name: 'Eingang buchen' }).click();
  await expect(kasse.getByText('Der Eingang ist gebucht.')).toBeVisible();
  await expect(owed).toContainText('beglichen');
  await expectGoodLook(kasse, 'a Kita-Träger that has paid back');
  for (const page of [koordination, finanzen, second, kasse]) await page.context().close();
});
