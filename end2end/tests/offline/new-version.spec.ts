// A new version of the portal is offered, never forced: not while a questionnaire is open, and no answer is lost by it.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';

test.use({ viewport: { width: 820, height: 1180 }, expectedConsoleErrors: [/Failed to load resource/] });

/** The built site as its next version: the same files under another build id. */
function nextVersion(folder: string): string {
  const site = join(folder, 'site');
  cpSync(process.env['SITE_DIR'] ?? '', site, { recursive: true });
  const file = join(site, 'assets.json');
  const assets: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...assets, build: 'nextbuild' }));
  return site;
}

// Q5: an update leaves everything that was kept for the field where it is.
test('a new version waits for an open draft, takes over when told to, and keeps the answers (Q5)', async ({ page }) => {
  test.slow();
  const folder = mkdtempSync(join(tmpdir(), 'sozialraumportal-version-'));
  const database = { DATABASE_URL: `surrealkv://${join(folder, 'db')}` };
  let server = await startServer(database);
  try {
    await logIn(page, server, 'KiSo');
    await page.goto(`${server.url}/app/erhebungen`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.getByRole('button', { name: /^Neu ausfüllen/ }).first().click();
    const text = page.locator('.question input[type=text], .question textarea').first();
    await text.fill('vor der neuen Fassung');
    await expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', 'true');
    const before = await page.locator('html').getAttribute('data-build');

    await server.stop();
    server = await startServer({ ...database, SITE_DIR: nextVersion(folder) }, Number(new URL(server.url).port));
    // Opening a page is when a browser looks for a new version; the kept one answers.
    await page.reload();
    await expect(text).toHaveValue('vor der neuen Fassung');
    const banner = page.getByRole('status').filter({ hasText: 'Es gibt eine neue Fassung des Portals.' });
    await expect(banner).toContainText('Sie wird angeboten, sobald Sie diesen Fragebogen verlassen.');
    await expect(banner.getByRole('button')).toHaveCount(0);
    await expect(page.locator('html')).toHaveAttribute('data-build', before ?? '');
    await expectGoodLook(page, 'an open draft with a new version');

    await page.getByRole('link', { name: /^online/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Dieses Gerät' })).toBeVisible();
    await banner.getByRole('button', { name: 'Jetzt neu laden' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-build', 'nextbuild');
    await expect(page.getByRole('cell', { name: /Entwurf/ })).toBeVisible();
    await expect(banner).toHaveCount(0);
    await page.getByRole('link', { name: 'Weiter ausfüllen' }).click();
    await expect(text).toHaveValue('vor der neuen Fassung');

    // Q5: after the update the other questionnaires that are kept on the device open without network as before.
    await page.context().setOffline(true);
    await page.goto(`${server.url}/app/erhebungen`);
    await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
