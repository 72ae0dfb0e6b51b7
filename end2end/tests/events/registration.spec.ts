// Issue 2 §8: the Koordination plans a Startseminar with few seats; people register with and without WASM; the last
// seat is given once; who comes too late is told so and loses nothing typed.
import { expectGoodLook, expectOneName, untilLive } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, faultsOf, test } from '../../fixtures/portal.ts';
import { PHONE, fillRegistration, planSeminar, planSeminarByHand, stranger, typeRegistration } from '../../pages/events.ts';
import { pressByKey } from '../../pages/keys.ts';

const SEND = { name: 'Verbindlich anmelden' };

test('a seminar is planned, filled to the last seat, and who comes too late is told so', async ({
  page,
  portal,
  browser,
}) => {
  test.slow();
  const address = await planSeminarByHand(page, portal, 'Startseminar Probe', 2);

  const withWasm = await stranger(browser, portal, true);
  const faults = faultsOf(withWasm);
  await withWasm.goto('/veranstaltungen');
  await withWasm.getByRole('link', { name: 'Startseminar Probe' }).click();
  await untilLive(withWasm);
  await expect(withWasm.getByText('Noch 2 Plätze frei.')).toBeVisible();
  await fillRegistration(withWasm, 'Erika Muster', 'erika@beispiel.de');

  // On a phone, by keyboard alone.
  const withoutWasm = await stranger(browser, portal, false);
  await withoutWasm.setViewportSize(PHONE);
  await withoutWasm.goto(address);
  await typeRegistration(withoutWasm, 'Bernd Beispiel', 'bernd@beispiel.de');

  const tooLate = await stranger(browser, portal, false);
  await tooLate.goto(address);
  await fillRegistration(tooLate, 'Carla Zuspät', 'carla@beispiel.de');

  for (const person of [withWasm, withoutWasm]) {
    await pressByKey(person, SEND.name);
    await expect(person.getByText('Die Anmeldung ist eingegangen: Startseminar Probe')).toBeVisible();
    await person.reload();
    await expect(person.getByText('Die Anmeldung ist eingegangen: Startseminar Probe')).toBeVisible();
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
  await expect(tooLate.getByText('Die Anmeldung ist eingegangen: Startseminar Probe')).toBeVisible();
  expect(faults, 'errors in the console of who registers').toEqual([]);
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

test('where a day is on the web, its place is a link, and only the address in it', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Link', 2);
  await page.goto(`/app${address}/bearbeiten`);
  await page.getByRole('group', { name: '2. Tag' }).getByLabel('Ort').fill('Online: https://treffen.example/raum?id=7, Raum offen ab 8:30');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Startseminar mit Link' })).toBeVisible();
  const guest = await stranger(browser, portal, true);
  await guest.goto(address);
  await untilLive(guest);
  for (const shown of [page, guest]) {
    const link = shown.getByRole('link', { name: 'https://treffen.example/raum?id=7', exact: true });
    await expect(link).toHaveAttribute('href', 'https://treffen.example/raum?id=7');
    await expect(link).toHaveAttribute('rel', /noopener noreferrer/);
    await expect(shown.getByText('Online: https://treffen.example/raum?id=7, Raum offen ab 8:30')).toBeVisible();
  }
  await guest.setViewportSize({ width: 360, height: 740 });
  expect(await guest.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await guest.context().close();
});

test('an Anstellungsträger chooses from the names of its own KiSo, and a guest is shown none', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar für eine KiSo', 3);
  const employer = await stranger(browser, portal, true);
  await logIn(employer, portal, 'Anstellungsträger');
  await employer.goto(address);
  await untilLive(employer);
  const name = employer.getByLabel('Vor- und Nachname');
  const list = employer.locator(`datalist#${(await name.getAttribute('list')) ?? 'missing'}`);
  const first = await list.locator('option').first().getAttribute('value');
  await expectOneName(employer);
  await expect(employer.getByLabel('Ihre Funktion')).toHaveValue('anstellungstraeger');
  await name.fill(first ?? '');
  await expect(employer.getByLabel('Ihre Funktion')).toHaveValue('ki_so');
  await expectGoodLook(employer, 'a registration by an Anstellungsträger');
  await employer.context().close();

  const guest = await stranger(browser, portal, false);
  await guest.goto(address);
  await expect(guest.getByLabel('Vor- und Nachname')).not.toHaveAttribute('list');
  await expect(guest.locator('datalist')).toHaveCount(0);
  await guest.context().close();
});
