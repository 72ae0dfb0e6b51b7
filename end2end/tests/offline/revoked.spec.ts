// A lost tablet: its owner, or the Koordination, revokes it; it delivers what lies on it, and only then forgets it.
import { logIn } from '../../fixtures/logins.ts';
import { expectGoodLook } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { WORKS_WELL, beginSheet, saved } from '../../pages/field.ts';

test.use({ expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED/] });

test('a revoked tablet delivers its unsent draft, then deletes it and takes in nothing more', async ({ browser }) => {
  test.slow();
  const server = await startServer();
  const [lost, desk, office] = await Promise.all(['lost', 'desk', 'office'].map(() => browser.newContext({ baseURL: server.url })));
  if (!lost || !desk || !office) throw new Error('three browsers');
  try {
    const tablet = await lost.newPage();
    await logIn(tablet, server, 'KiSo');
    await tablet.goto('/app/geraet');
    await expect(tablet.getByRole('rowheader', { name: /\(dieses Gerät\)$/ })).toBeVisible();
    await expectGoodLook(tablet, 'this device with the list of devices');
    await beginSheet(tablet);
    await saved(tablet);
    await lost.setOffline(true);
    await tablet.getByLabel(WORKS_WELL).fill('nicht gesendet, als es gesperrt wurde');
    await saved(tablet);

    const page = await desk.newPage();
    await logIn(page, server, 'KiSo');
    await page.goto('/app/geraet');
    const others = page.getByRole('row').filter({ hasText: 'Gerät vom' }).filter({ hasNotText: 'dieses Gerät' });
    await expect(others).toHaveCount(1);
    await others.getByRole('button', { name: /^Sperren: / }).click();
    await expect(page.getByText('Das lässt sich nicht zurücknehmen.')).toBeVisible();
    await expectGoodLook(page, 'the question before a device is revoked');
    await others.getByRole('button', { name: /^Endgültig sperren: / }).click();
    await expect(page.getByText('Das Gerät ist gesperrt.')).toBeVisible();
    await expect(others.getByText(/^gesperrt seit /)).toBeVisible();

    await lost.setOffline(false);
    await tablet.goto('/app/geraet');
    await expect(tablet.getByText('Dieses Gerät ist gesperrt.')).toBeVisible();
    await expect(tablet.getByText('Auf diesem Gerät liegt noch kein Fragebogen.')).toBeVisible();
    await expectGoodLook(tablet, 'a revoked device');
    await tablet.goto('/app/erhebungen');
    await tablet.getByRole('button', { name: /^Neu ausfüllen.*Protokollbogen/ }).click();
    await expect(tablet.getByText('Dieses Gerät ist gesperrt und nimmt nichts mehr auf.')).toBeVisible();

    const koordination = await office.newPage();
    await logIn(koordination, server, 'Koordination');
    await koordination.goto('/app/geraete');
    await expect(koordination.getByRole('cell', { name: /^gesperrt seit / })).toHaveCount(1);
    await expect(koordination.getByRole('cell', { name: 'Demo KiSo', exact: true })).toHaveCount(2);
  } finally {
    await Promise.all([lost.close(), desk.close(), office.close()]);
    await server.stop();
  }
});
