// Issue 2 §8: the Koordination plans a Startseminar with few seats; people register with and without WASM; the last
// seat is given once; who comes too late is told so and loses nothing typed.
import type { Browser, Page } from '@playwright/test';
import { expectGoodLook, expectOneName, untilLive } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import type { RunningServer } from '../../fixtures/server.ts';

interface Day {
  date: string;
  begin: string;
  end: string;
}

/** An ISO date so many days from now: the server judges by the real clock. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

async function fillDay(page: Page, number: number, { date, begin, end }: Day): Promise<void> {
  const day = page.getByRole('group', { name: `${number}. Tag` });
  await day.getByLabel('Datum').fill(date);
  await day.getByLabel('Beginn').fill(begin);
  await day.getByLabel('Ende').fill(end);
  await day.getByLabel('Ort').fill('Kreishaus, Raum 1');
}

/** Plans a seminar of two days as the Koordination does; returns the address of its public page. */
async function planSeminar(page: Page, portal: RunningServer, title: string, seats: number): Promise<string> {
  await logIn(page, portal, 'Koordination');
  await page.goto('/app/veranstaltungen');
  await page.getByRole('link', { name: 'Veranstaltung anlegen' }).click();
  await page.getByLabel('Titel').fill(title);
  await page.getByLabel('Format').selectOption({ label: 'Tandem-Startseminar' });
  await expect(page.getByLabel('Inhalte')).toHaveValue(/Rollenklärung/);
  await fillDay(page, 1, { date: inDays(40), begin: '09:00', end: '16:30' });
  await page.getByRole('button', { name: 'Tag hinzufügen' }).click();
  await fillDay(page, 2, { date: inDays(41), begin: '09:00', end: '15:00' });
  await page.getByLabel('Plätze').fill(String(seats));
  await page.getByLabel('Anmeldeschluss').fill(inDays(30));
  await page.getByLabel('Veröffentlicht').check();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const address = await page.getByRole('link', { name: 'Öffentliche Seite', exact: true }).getAttribute('href');
  if (address === null) throw new Error('the event has no public page');
  return address;
}

async function fillRegistration(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel('Vor- und Nachname').fill(name);
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Ihre Funktion').selectOption({ label: 'Kita-Leitung' });
  await page.getByLabel('Andere Einrichtung').fill('Kita Sonnenschein');
  await page.getByLabel('Wünsche zum Essen').fill('vegetarisch');
}

/** A page of somebody else; faults in its console are not watched, so refusals may answer 4xx. */
async function stranger(browser: Browser, portal: RunningServer, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: portal.url, locale: 'de-DE', javaScriptEnabled });
  return context.newPage();
}

const SEND = { name: 'Verbindlich anmelden' };

test('a seminar is planned, filled to the last seat, and who comes too late is told so', async ({
  page,
  portal,
  browser,
}) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar Probe', 2);

  const withWasm = await stranger(browser, portal, true);
  await withWasm.goto('/veranstaltungen');
  await withWasm.getByRole('link', { name: 'Startseminar Probe' }).click();
  await untilLive(withWasm);
  await expect(withWasm.getByText('Noch 2 Plätze frei.')).toBeVisible();
  await fillRegistration(withWasm, 'Erika Muster', 'erika@beispiel.de');

  const withoutWasm = await stranger(browser, portal, false);
  await withoutWasm.goto(address);
  await fillRegistration(withoutWasm, 'Bernd Beispiel', 'bernd@beispiel.de');

  const tooLate = await stranger(browser, portal, false);
  await tooLate.goto(address);
  await fillRegistration(tooLate, 'Carla Zuspät', 'carla@beispiel.de');

  for (const person of [withWasm, withoutWasm]) {
    await person.getByRole('button', SEND).click();
    await expect(person.getByText('Sie sind angemeldet: Startseminar Probe')).toBeVisible();
    await person.reload();
    await expect(person.getByText('Sie sind angemeldet: Startseminar Probe')).toBeVisible();
  }

  await tooLate.getByRole('button', SEND).click();
  await expect(tooLate.getByText('Leider sind inzwischen alle Plätze vergeben')).toBeVisible();
  await expect(tooLate.getByLabel('Vor- und Nachname')).toHaveValue('Carla Zuspät');
  await expect(tooLate.getByLabel('Wünsche zum Essen')).toHaveValue('vegetarisch');

  await page.reload();
  await expect(page.getByText('2 von 2 Plätzen belegt.')).toBeVisible();
  await expect(page.getByRole('row', { name: /Erika Muster/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Carla Zuspät/ })).toHaveCount(0);

  await page.getByRole('button', { name: /^Stornieren.*Bernd Beispiel/ }).click();
  await expect(page.getByRole('button', { name: /^Abbrechen.*Bernd Beispiel/ })).toBeFocused();
  await page.getByRole('button', { name: /^Wirklich stornieren.*Bernd Beispiel/ }).click();
  await expect(page.locator('.outcome').filter({ hasText: 'Die Anmeldung von Bernd Beispiel ist storniert' })).toBeFocused();
  await expect(page.getByText('1 von 2 Plätzen belegt.')).toBeVisible();
  await tooLate.getByRole('button', SEND).click();
  await expect(tooLate.getByText('Sie sind angemeldet: Startseminar Probe')).toBeVisible();
});

test('faults are named when a field is left and when the form is sent; the entry stays', async ({
  page,
  portal,
  browser,
}) => {
  const address = await planSeminar(page, portal, 'Startseminar mit Fehlern', 4);
  await page.goto(address);
  await untilLive(page);
  await page.getByLabel('E-Mail-Adresse').fill('keine-adresse');
  await page.getByLabel('Vor- und Nachname').focus();
  await expect(page.locator('#email-fault')).toBeVisible();
  await page.getByRole('button', SEND).click();
  await expect(page.locator('.outcome')).toBeFocused();
  await expect(page.getByLabel('E-Mail-Adresse')).toHaveValue('keine-adresse');
  await expectGoodLook(page, 'registration with faults');

  const plain = await stranger(browser, portal, false);
  await plain.goto(address);
  await plain.getByLabel('Vor- und Nachname').fill('Erika "Muster" <b>');
  await plain.getByRole('button', SEND).click();
  await expect(plain.locator('#email-fault')).toBeVisible();
  await expect(plain.getByLabel('Vor- und Nachname')).toHaveValue('Erika "Muster" <b>');
});

test('list, announcement, confirmation and planning look right at every width', async ({ page, portal }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar zum Ansehen', 4);
  const staff = page.url().replace(portal.url, '');
  for (const path of ['/veranstaltungen', address, `${address}/angemeldet`]) {
    await page.goto(path);
    await untilLive(page);
    await expectOneName(page);
    await expectGoodLook(page, path);
  }
  for (const path of [staff, `${staff}/bearbeiten`, '/app/veranstaltungen/neu']) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(path);
    await expect(page.getByText('Wird geladen …')).toHaveCount(0);
    await expectOneName(page);
    await expectGoodLook(page, path);
  }
});
