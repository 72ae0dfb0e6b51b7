// Issue 5 §4: the Koordination words the mails of events, sees what comes of it, and tries it out.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { demoLogins, logIn } from '../../fixtures/logins.ts';
import { mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';

test('a mail is worded anew with a preview and a trial, and the built-in text comes back', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination', '/app/veranstaltungen');
  await page.getByRole('link', { name: 'Vorlagen der Mails' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Vorlagen der Mails' })).toBeVisible();
  const row = page.getByRole('row', { name: /^Erinnerung/ });
  await expect(row).toContainText('mitgeliefert');
  await expectOneName(page);
  await expectGoodLook(page, 'wordings of mails');

  // What tandems are told and how minutes are sent is worded here too; other tests wait for these mails, so nothing is saved.
  for (const [name, said] of [
    ['Tandem: Einladung', 'Kim Probe (Kita-Sozialarbeit (KiSo)) möchte mit Ihnen als Tandem teilnehmen'],
    ['Bescheinigung', 'Wie war die Veranstaltung?'],
    ['Protokoll', '1. Angebote in den Ferien'],
  ] as const) {
    await page.getByRole('region', { name: 'Anlässe' }).getByRole('link', { name, exact: true }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: `Vorlage: ${name}` })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Vorschau' })).toContainText(said);
    await page.getByRole('link', { name: 'Alle Vorlagen' }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Vorlagen der Mails' })).toBeVisible();
  }

  await page.getByRole('link', { name: 'Erinnerung', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Vorlage: Erinnerung' })).toBeVisible();
  const preview = page.getByRole('region', { name: 'Vorschau' });
  await expect(preview).toContainText('Erinnerung: Fachtag Übergänge');
  await expectOneName(page);
  await expectGoodLook(page, 'the wording of a mail');

  // A placeholder that there is not is named by its line, and nothing typed is lost.
  const text = page.getByLabel('Text', { exact: true });
  await page.getByLabel('Betreff').fill('Bald ist es so weit: {Titel}');
  await text.fill('{Anrede}\n\n{Titel}\n{Termin}\n\n{Vorname}');
  await page.getByRole('button', { name: 'Vorlage speichern' }).press('Enter');
  await expect(page.getByText('In Zeile 6 steht in geschweiften Klammern etwas, das es hier nicht gibt.').first()).toBeVisible();
  await expect(preview).toContainText('sobald Betreff und Text keine Fehler haben');
  await expect(text).toHaveValue(/\{Vorname\}$/);
  await text.fill('{Anrede}\n\n<b>wir freuen uns</b> auf Sie:\n\n{Titel}\n{Termin}');
  await expect(preview).toContainText('<b>wir freuen uns</b> auf Sie:');
  await expect(preview).toContainText('Montag, 1. Februar 2027');

  await page.getByRole('button', { name: 'Testmail an mich' }).press('Enter');
  await expect(page.locator('.outcome, .kern-alert').filter({ hasText: 'Die Testmail geht an' }).first()).toBeVisible();
  const email = demoLogins(portal).find((login) => login.role === 'Koordination')?.email ?? '';
  const mail = await mailTo(portal, email, '[Test] Bald ist es so weit');
  expect(mail.subject).toBe('[Test] Bald ist es so weit: Fachtag Übergänge');
  expect(mail.text).toContain('Guten Tag Erika Muster,');

  await page.getByRole('button', { name: 'Vorlage speichern' }).press('Enter');
  await expect(page.getByText('Die Vorlage ist gespeichert.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Betreff')).toHaveValue('Bald ist es so weit: {Titel}');
  await page.getByRole('link', { name: 'Alle Vorlagen' }).press('Enter');
  await expect(row).toContainText('eigener');

  await page.getByRole('link', { name: 'Erinnerung', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Mitgelieferten Text wiederherstellen' }).press('Enter');
  await page.getByRole('button', { name: 'Wiederherstellen', exact: true }).press('Enter');
  await expect(page.getByText('Es gilt wieder der mitgelieferte Text.')).toBeVisible();
  await expect(page.getByLabel('Betreff')).toHaveValue('Erinnerung: {Titel}');
});
