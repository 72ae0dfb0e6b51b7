// Acts on accounts ask first: a slip must not throw anybody out, nor give a right away.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { invite, openInvitations } from '../../pages/accounts.ts';

// Each test acts on an account of its own, and none on one whose role other specs log in with.
const INVITED = { email: 'abfrage@beispiel.de', name: 'Abfrage Probe' };

test('an account is locked only after a question, which a double click does not answer and Escape and Abbrechen withdraw', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await openInvitations(page);
  await invite(page, { ...INVITED, role: 'Finanzen' });
  await expect(page.getByText(`Die Einladung an ${INVITED.email} ist unterwegs.`)).toBeVisible();
  await expect(page.locator('.outcome').filter({ hasText: INVITED.email })).toBeFocused();

  const row = page.getByRole('row').filter({ hasText: INVITED.email });
  const lock = row.getByRole('button', { name: `Sperren: ${INVITED.name}` });
  const really = row.getByRole('button', { name: `Wirklich sperren: ${INVITED.name}` });
  const cancel = row.getByRole('button', { name: `Abbrechen: ${INVITED.name}` });

  await lock.dblclick();
  await expect(really).toBeVisible();
  await expect(cancel).toBeFocused();
  await expect(row).toContainText('eingeladen');
  await page.keyboard.press('Escape');
  await expect(lock).toBeFocused();

  await lock.click();
  await expect(cancel).toBeFocused();
  await expect(row.getByRole('group', { name: new RegExp(`^${INVITED.name} sperren\\?`) })).toBeVisible();
  await expectGoodLook(page, 'the question before an account is locked');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.keyboard.press('Escape');
  await expect(lock).toBeFocused();
  await lock.click();
  await cancel.click();
  await expect(lock).toBeFocused();

  await lock.click();
  await really.click();
  const done = page.getByText(`${INVITED.name} kann sich nicht mehr anmelden`);
  await expect(done).toBeVisible();
  await expect(page.locator('.outcome').filter({ has: done })).toBeFocused();
  await expect(page.getByText(`Die Einladung an ${INVITED.email} ist unterwegs.`)).toHaveCount(0);
  await expect(row).toContainText('gesperrt');
  await row.getByRole('button', { name: /^Freigeben/ }).click();
  await expect(page.getByText(`${INVITED.name} kann sich wieder anmelden.`)).toBeVisible();
  await expect(done).toHaveCount(0);
});

test('a role is chosen first and changed by a button that asks', async ({ page, portal }) => {
  const person = { email: 'rolle@beispiel.de', name: 'Rolle Probe' };
  await logIn(page, portal, 'Koordination');
  await openInvitations(page);
  await invite(page, { ...person, role: 'Finanzen' });
  const row = page.getByRole('row').filter({ hasText: person.email });
  const role = row.getByRole('combobox', { name: `Rolle von ${person.name}` });
  await expect(role).toHaveValue('finanzen');
  // What came of the invitation takes the focus after the list is there; the arrow below would be its own.
  await expect(page.locator('.outcome').filter({ hasText: person.email })).toBeFocused();

  await role.focus();
  await page.keyboard.press('ArrowDown');
  await expect(role).toHaveValue('kasse');
  await page.reload();
  await expect(role).toHaveValue('finanzen');

  await role.selectOption({ label: 'Kasse' });
  await row.getByRole('button', { name: `Rolle ändern: ${person.name}` }).click();
  await expect(row.getByRole('group', { name: `${person.name} bekommt die Rolle Kasse. Ist das richtig?` })).toBeVisible();
  await row.getByRole('button', { name: `Wirklich ändern: ${person.name}` }).click();
  const done = page.getByText(`${person.name} hat jetzt die Rolle Kasse.`);
  await expect(done).toBeVisible();
  await expect(page.locator('.outcome').filter({ has: done })).toBeFocused();
  await page.reload();
  await expect(role).toHaveValue('kasse');
});

test('an account stands for somebody else, then gets another role, each after a question; what cannot be is said', async ({ page, portal }) => {
  const person = { email: 'wechsel@beispiel.de', name: 'Wechsel Probe' };
  await logIn(page, portal, 'Koordination');
  await openInvitations(page);
  await invite(page, { ...person, role: 'KiSo', inDirectory: 1 });
  await expect(page.locator('.outcome').filter({ hasText: person.email })).toBeFocused();

  const row = page.getByRole('row').filter({ hasText: person.email });
  const toggle = row.getByRole('button', { name: /^Zuordnung ändern/ });
  const listed = row.getByRole('combobox', { name: `${person.name} steht im Verzeichnis als` });
  await toggle.press('Enter');
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
  await listed.selectOption({ index: 2 });
  // Only chosen: nothing of it is sent.
  const used = page.getByRole('row').filter({ hasText: 'ki-so@demo.example' });
  await used.getByRole('combobox', { name: /^Rolle von/ }).selectOption({ label: 'Anstellungsträger' });
  await expect(used.getByText('Bitte laden Sie die Person unter einer anderen E-Mail-Adresse ein')).toBeVisible();
  await expectGoodLook(page, 'a role that an account cannot get, and somebody else to stand for');
  await page.setViewportSize({ width: 1280, height: 900 });

  await row.getByRole('button', { name: `Zuordnung übernehmen: ${person.name}` }).click();
  await expect(row.getByRole('group', { name: /steht künftig für .+ aus dem Verzeichnis\. Ist das richtig\?$/ })).toBeVisible();
  await row.getByRole('button', { name: `Wirklich übernehmen: ${person.name}` }).click();
  await expect(page.locator('.outcome').filter({ hasText: `${person.name} steht jetzt für` })).toBeFocused();

  const role = row.getByRole('combobox', { name: `Rolle von ${person.name}` });
  await role.selectOption({ label: 'Kita-Leitung' });
  await listed.selectOption({ index: 3 });
  await row.getByRole('button', { name: `Rolle ändern: ${person.name}` }).click();
  await expect(row.getByRole('group', { name: /unter »Geräte« sperren\. Ist das richtig\?$/ })).toBeVisible();
  await row.getByRole('button', { name: `Wirklich ändern: ${person.name}` }).click();
  await expect(page.locator('.outcome').filter({ hasText: `${person.name} hat jetzt die Rolle Kita-Leitung.` })).toBeFocused();
  await page.reload();
  await expect(role).toHaveValue('kita_leitung');
});

test('an account of the Revision has a last day, which is proposed and can be changed', async ({ page, portal }) => {
  const person = { email: 'befristet@beispiel.de', name: 'Befristet Probe' };
  const inAMonth = new Date(Date.now() + 30 * 86_400_000);
  const later = inAMonth.toLocaleDateString('de-DE', { timeZone: 'Europe/Berlin', day: '2-digit', month: '2-digit', year: 'numeric' });
  await logIn(page, portal, 'Koordination');
  await openInvitations(page);
  await invite(page, { ...person, role: 'Revision' });
  const row = page.getByRole('row').filter({ hasText: person.email });
  const end = row.getByLabel(`Zugang von ${person.name} bis`);
  const change = row.getByRole('button', { name: `Ende ändern : ${person.name}` });
  await expect(end).toHaveValue(/^\d\d\.\d\d\.\d{4}$/);
  await expect(change).toHaveCount(0);
  await end.fill('01.01.2020');
  await change.click();
  await expect(row.getByText('Dieser Tag ist schon vorbei.')).toBeVisible();
  await end.fill(later);
  await change.click();
  await expect(page.locator('.outcome').filter({ hasText: `Der Zugang von ${person.name} endet jetzt mit dem ${later}.` })).toBeFocused();
  await page.reload();
  await expect(end).toHaveValue(later);
  await expect(row).toContainText('eingeladen, Zugang bis');

  // On a tablet the acts are in sight, without a sideways scroll in the table.
  await page.setViewportSize({ width: 820, height: 1180 });
  const frame = page.getByRole('region', { name: 'Konten', exact: true });
  await expect.poll(() => frame.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
});

test('a question about one account, a role that is chosen, and an invitation that is begun stay when another account is acted on', async ({ page, portal }) => {
  const people = ['Frage Offen', 'Rolle Gewaehlt', 'Ganz Anders'].map((name) => ({ name, email: `${name.replace(' ', '.').toLowerCase()}@beispiel.de` }));
  const [asked, chosen, other] = people.map(({ email }) => page.getByRole('row').filter({ hasText: email }));
  if (!asked || !chosen || !other) throw new Error('three accounts are needed');
  await logIn(page, portal, 'Koordination');
  await openInvitations(page);
  for (const { name, email } of people) {
    await invite(page, { email, name, role: 'Finanzen' });
    await expect(page.locator('.outcome').filter({ hasText: email })).toBeFocused();
  }

  await asked.getByRole('button', { name: /^Sperren/ }).press('Enter');
  await chosen.getByRole('combobox').selectOption({ label: 'Kasse' });
  await page.getByLabel('Name', { exact: true }).fill('Angefangen');
  await other.getByRole('button', { name: /^Sperren/ }).press('Enter');
  await other.getByRole('button', { name: /^Wirklich sperren/ }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Ganz Anders kann sich nicht mehr anmelden' })).toBeFocused();
  await expect(other).toContainText('gesperrt');

  await expect(asked.getByRole('button', { name: /^Wirklich sperren/ })).toBeVisible();
  await expect(chosen.getByRole('combobox')).toHaveValue('kasse');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Angefangen');
});

test('without the directory the form says why nobody can be chosen, and asks again', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/Failed to load resource/);
  await logIn(page, portal, 'Koordination');
  await openInvitations(page);
  await page.getByLabel('Name', { exact: true }).fill('Bleibt Stehen');
  const directory = '**/api/fn/accounts/subjects';
  await page.route(directory, (route) => route.abort());
  await page.getByLabel('Rolle', { exact: true }).selectOption({ label: 'Anstellungsträger' });
  const said = page.getByText('Der Server ist gerade nicht erreichbar. Ihre Eingaben bleiben stehen');
  await expect(said).toBeVisible();
  await expectGoodLook(page, 'an invitation without the directory');
  await page.unroute(directory);
  await page.getByRole('button', { name: 'Verzeichnis erneut laden' }).click();
  await expect(said).toHaveCount(0);
  const listed = page.getByLabel('Steht im Verzeichnis als');
  await expect(listed.locator('option')).not.toHaveCount(1);

  // Who was chosen for another role is not sent.
  await listed.selectOption({ index: 1 });
  await page.getByLabel('E-Mail-Adresse', { exact: true }).fill('bleibt.stehen@beispiel.de');
  await page.getByLabel('Rolle', { exact: true }).selectOption({ label: 'Kita-Leitung' });
  await page.getByRole('button', { name: 'Einladen', exact: true }).click();
  await expect(listed).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Bitte füllen Sie dieses Feld aus.').first()).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Bleibt Stehen');
});

test('the own sessions name the browser and lead to a new password', async ({ page, portal }) => {
  await logIn(page, portal, 'Finanzen', '/app/sitzungen');
  await expect(page.getByRole('rowheader', { name: /^Chrome auf / }).first()).toBeVisible();
  await expect(page.getByText('Mozilla/5.0')).toHaveCount(0);
  await expectOneName(page);
  await expectGoodLook(page, 'the own sessions');
  await page.getByRole('link', { name: 'ändern Sie Ihr Passwort' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Passwort vergessen' })).toBeVisible();
});
