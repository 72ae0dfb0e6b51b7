// The first charge on its way: a Kita on the list, the run that takes it in, its payment, and a payment run that the plan has
// left behind. What comes before is done by server functions; people do it in `payment.spec.ts`.
import type { Page } from '@playwright/test';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer, type RunningServer } from '../../fixtures/server.ts';
import { januaryComesBack, releaseYear } from '../../pages/budgets.ts';
import { faults, personAt } from '../../pages/people.ts';

/** The same year as the payments of the worker's portal have: this story has a portal of its own. */
const YEAR = '2024';

let portal: RunningServer;

test.beforeAll(async () => {
  portal = await startServer();
});

test.afterAll(async () => {
  await portal.stop();
});

test.afterEach(() => {
  expect(faults.splice(0), 'errors in the consoles of the people').toEqual([]);
});

/** The year is calculated again with the list as it stands, and released by somebody else. */
async function correctYear(koordination: Page, finanzen: Page): Promise<void> {
  await koordination.goto(`/app/budget/${YEAR}`);
  await koordination.getByText('Parameter und Berechnung').click();
  await koordination.getByRole('button', { name: 'Berechnen' }).click();
  await koordination.getByRole('button', { name: 'Lauf speichern' }).click();
  await expect(koordination.getByText('Der Lauf ist gespeichert.')).toBeVisible();
  await expect(koordination.getByRole('table', { name: 'Unterschied je Kita-Träger' })).toContainText('93.000,00');
  await expectGoodLook(koordination, 'what a run changes for a Kita-Träger');
  await koordination.getByRole('button', { name: 'Freigabe erbitten' }).click();
  await expect(koordination.getByText('Der Lauf liegt jetzt bei Finanzen zur Freigabe.')).toBeVisible();
  await finanzen.goto(`/app/budget/${YEAR}`);
  await finanzen.getByRole('button', { name: 'Lauf freigeben' }).click();
  await expect(finanzen.getByText('Der Lauf ist freigegeben. Die Abschläge folgen ihm ab jetzt.')).toBeVisible();
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
  const koordination = await personAt(browser, portal, 'Koordination', `/app/budget/${YEAR}`);
  const finanzen = await personAt(browser, portal, 'Finanzen', '/app/budget');
  const second = await personAt(browser, portal, 'Finanzen 2', '/app/budget');
  const kasse = await personAt(browser, portal, 'Kasse', '/app/auszahlung');
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
  await add.getByRole('combobox', { name: 'Kita' }).selectOption({ index: 1 });
  await add.getByLabel('Stellen (VZÄ)').fill('1,5');
  await add.getByLabel('Grund', { exact: true }).fill('Auflage der Betriebserlaubnis');
  await add.getByLabel('Aktenzeichen').fill('LJA 31/2021');
  await add.getByLabel('Kontoinhaber').fill('Kita-Träger e. V.');
  await add.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00');
  await add.getByRole('button', { name: 'Eintragen' }).click();
  await expect(koordination.getByText('Die Kita steht auf der Liste.')).toBeVisible();
  const entries = koordination.getByRole('table', { name: 'Vorwegposition je Kita' });
  await expect(entries).toContainText('ab dem nächsten Lauf');
  await expect(entries).not.toContainText('93.000,00');
  await expect(koordination.getByText('1 Änderung der Liste ist noch nicht im Lauf.')).toBeVisible();
  await expectOneName(koordination);
  await expectGoodLook(koordination, 'the first charge before its run');

  await correctYear(koordination, finanzen);
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
  for (const page of [koordination, finanzen, second, kasse]) await page.context().close();
});
