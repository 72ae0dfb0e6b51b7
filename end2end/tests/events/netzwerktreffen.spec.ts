// Issue 5, "done when": a Netzwerktreffen with guests, from its draft to the minutes; the office by keyboard, the guests on a phone
// without WASM.
import { expectGoodLook, expectOneName, untilLive } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { linkIn, mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { fillRegistration, inDays, stranger } from '../../pages/events.ts';

const TITLE = 'Netzwerktreffen in der Pellenz';

test('a Netzwerktreffen with guests leads from the form to minutes that they get by mail', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination', '/app/veranstaltungen/neu');
  await untilLive(page);
  await page.getByLabel('Format').selectOption({ label: 'Netzwerktreffen' });
  await expect(page.getByLabel('Titel')).toHaveValue('Netzwerktreffen');
  await page.getByLabel('Titel').fill(TITLE);
  await page.getByLabel('Inhalte').fill('Begrüßung\nNetzwerkkarte');
  await expect(page.getByLabel('Alle, auch ohne Konto')).toBeChecked();
  const day = page.getByRole('group', { name: '1. Tag' });
  await day.getByLabel('Datum').fill(inDays(20));
  await day.getByLabel('Beginn').fill('00:00');
  await day.getByLabel('Ende').fill('00:30');
  await day.getByLabel('Ort').fill('Bürgerhaus');
  await page.getByLabel('Anmeldeschluss').fill(inDays(18));
  await page.getByLabel('Veröffentlicht').press('Space');
  await expect(page.getByLabel('Veröffentlicht')).toBeChecked();
  await page.getByRole('button', { name: 'Speichern' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  const staff = new URL(page.url()).pathname;
  const address = staff.replace('/app', '');
  await page.goto(address);
  await untilLive(page);
  await expectOneName(page);
  await expectGoodLook(page, 'a Netzwerktreffen for guests');

  // Two guests on a phone; one of them cannot come after all.
  const guest = await stranger(browser, portal, false);
  await guest.setViewportSize({ width: 360, height: 740 });
  for (const [name, email] of [
    ['Gerda Gast', 'gerda.gast@beispiel.de'],
    ['Volker Verhindert', 'volker.verhindert@beispiel.de'],
  ] as const) {
    await guest.goto(address);
    await fillRegistration(guest, name, email);
    await guest.getByLabel('Ihre Funktion').selectOption({ label: 'Netzwerkpartner' });
    await guest.getByRole('button', { name: 'Verbindlich anmelden' }).press('Enter');
    await expect(guest.getByText('Die Anmeldung ist eingegangen')).toBeVisible();
  }
  // Each confirms the address, as the format proposes it.
  for (const email of ['gerda.gast@beispiel.de', 'volker.verhindert@beispiel.de']) {
    await guest.goto(linkIn(await mailTo(portal, email, 'Bitte bestätigen'), '/meine-anmeldung'));
    await guest.getByRole('button', { name: 'Ja, ich nehme teil' }).press('Enter');
    await expect(guest.getByText('Sie sind angemeldet')).toBeVisible();
  }
  await guest.getByText('Anmeldung stornieren').press('Enter');
  await guest.getByRole('button', { name: 'Wirklich stornieren' }).press('Enter');
  await expect(guest.getByText('Die Anmeldung ist storniert')).toBeVisible();

  // The day has come: the server judges by the real clock.
  await page.goto(`${staff}/bearbeiten`);
  await page.getByLabel('Anmeldeschluss').fill(inDays(0));
  await page.getByRole('group', { name: '1. Tag' }).getByLabel('Datum').fill(inDays(0));
  await page.getByRole('button', { name: 'Speichern' }).press('Enter');
  await expect(page.getByText('Die Veranstaltung hat schon begonnen')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Anwesenheit' }).press('Enter');
  await page.getByRole('button', { name: 'Alle übrigen anwesend' }).press('Enter');
  await expect(page.getByText('1 von 1 eingetragen. Alles ist gespeichert.')).toBeVisible();
  await page.getByLabel('Vor- und Nachname').fill('Willi Dazu');
  await page.getByLabel('E-Mail-Adresse').fill('willi.dazu@beispiel.de');
  await page.getByLabel('Funktion').selectOption({ label: 'Netzwerkpartner' });
  await page.getByLabel('Andere Einrichtung').fill('Sportverein');
  await page.getByRole('button', { name: 'Als anwesend aufnehmen' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Willi Dazu ist aufgenommen' })).toBeFocused();

  // The minutes say who was there, and go to both; nobody else gets them.
  await page.goto(`${staff}/protokoll`);
  await expect(page.getByText('Anwesend: Gerda Gast, Willi Dazu')).toBeVisible();
  const point = page.getByRole('group', { name: '2. Tagesordnungspunkt' });
  await expect(point.getByLabel('Thema')).toHaveValue('Netzwerkkarte');
  await point.getByLabel('Ergebnis').fill('Der Sportverein kommt dazu.');
  await page.getByRole('button', { name: 'Protokoll speichern' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Das Protokoll ist gespeichert' })).toBeFocused();
  await page.getByRole('button', { name: 'Protokoll verschicken' }).press('Enter');
  await page.getByRole('button', { name: 'Verschicken', exact: true }).press('Enter');
  await expect(page.getByText('Das Protokoll geht an 2 Personen.')).toBeVisible();
  await expectGoodLook(page, 'minutes of a Netzwerktreffen');
  const mail = await mailTo(portal, 'gerda.gast@beispiel.de', 'Protokoll');
  for (const said of ['Anwesend: Gerda Gast, Willi Dazu', '2. Netzwerkkarte', 'Der Sportverein kommt dazu.']) {
    expect(mail.text).toContain(said);
  }
  expect(mail.text).not.toContain('Volker');
  await guest.context().close();
});
