// The audit log: a change appears with what it changed, the chain is checked, and others have no way in.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

test('a change of the directory stands in the log, and the Revision finds it unchanged', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination', '/app/verzeichnis/kitas?search=044');
  await page.getByRole('link', { name: '044' }).click();
  await page.getByRole('link', { name: 'Bearbeiten' }).click();
  await page.getByLabel('Name').fill('Demo-Kita 044 Protokolliert');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Demo-Kita 044 Protokolliert' })).toBeVisible();

  const context = await browser.newContext({ baseURL: portal.url, locale: 'de-DE' });
  const revision = await context.newPage();
  await logIn(revision, portal, 'Revision', '/app/protokoll');
  await revision.getByRole('combobox', { name: 'Bereich' }).selectOption({ label: 'Verzeichnis' });
  const entry = revision.getByRole('row').filter({ hasText: 'Demo-Kita 044 Protokolliert' });
  await expect(entry).toContainText('Demo Koordination');
  await entry.getByText('Verzeichnis geändert').click();
  await expect(entry.getByText('Kita Demo-Kita 044 Protokolliert', { exact: true })).toBeVisible();
  await expect(entry.getByText('nachher: Demo-Kita 044 Protokolliert')).toBeVisible();
  await expect(entry.getByText('Name', { exact: true })).toBeVisible();
  await revision.getByRole('button', { name: 'Protokoll prüfen' }).click();
  await expect(revision.getByText('Das Protokoll ist unverändert.')).toBeVisible();
  await expectOneName(revision);
  await expectGoodLook(revision, 'the audit log');
});

test('who is neither Koordination nor Revision is told that the right is missing', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/403/);
  await logIn(page, portal, 'KiSo', '/app/protokoll');
  await expect(page.getByText('Für diese Seite fehlt Ihnen das Recht.')).toBeVisible();
});
