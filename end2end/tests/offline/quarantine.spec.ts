// A tablet that nobody can open any more: what lies on it arrives all the same, sealed, and the Koordination decides.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { CUT_OFF, layCable, leaveFor } from '../../fixtures/cable.ts';
import { download } from '../../fixtures/files.ts';
import { expectGoodLook } from '../../fixtures/look.ts';
import { PIN, enterPin, fillLoginForm, logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer, type RunningServer } from '../../fixtures/server.ts';
import { WORKS_WELL, saved } from '../../pages/field.ts';

test.use({ expectedConsoleErrors: [new RegExp(`ERR_INTERNET_DISCONNECTED|${CUT_OFF}|status of 401`)] });

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

/** Emulated, or a cable that is pulled. */
type Network = Pick<BrowserContext, 'setOffline'>;

/** Types an answer without network on a tablet whose shell is kept; returns the draft's address. */
async function typeUnsent(page: Page, network: Network, server: RunningServer, text: string): Promise<string> {
  await fillLoginForm(page, server, 'KiSo');
  await page.goto(`${server.url}/app/erhebungen`);
  await enterPin(page, PIN);
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await enterPin(page, PIN);
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
  await network.setOffline(true);
  await page.getByRole('button', { name: /^Neu ausfüllen.*Protokollbogen/ }).click();
  await page.getByLabel(WORKS_WELL).fill(text);
  await saved(page);
  return page.url();
}

/** The Koordination's page of what waits to be reviewed, in a browser of its own. */
async function reviewer(browser: Browser, server: RunningServer): Promise<Page> {
  const office = await browser.newContext({ baseURL: server.url });
  const page = await office.newPage();
  await logIn(page, server, 'Koordination');
  await page.goto('/app/zu-pruefen');
  return page;
}

/** Saves the only questionnaire of this device as a file; returns where it lies. */
async function saveAsFile(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Dieses Gerät' }).first().click();
  return (await download(page.getByRole('button', { name: /^Als Datei sichern/ }))).path();
}

test('a revoked tablet delivers without PIN and login, then forgets; the Koordination lets it in, and it can be set up again', async ({ browser }) => {
  test.slow();
  const server = await startServer();
  const [lost, desk, office] = await Promise.all(['lost', 'desk', 'office'].map(() => browser.newContext({ baseURL: server.url })));
  if (!lost || !desk || !office) throw new Error('three browsers');
  const answer = `nie gesendet ${randomUUID()}`;
  try {
    const tablet = await lost.newPage();
    const address = await typeUnsent(tablet, lost, server, answer);
    // Locked, and nobody is logged in any more.
    await tablet.close();
    await lost.clearCookies();

    const page = await desk.newPage();
    await logIn(page, server, 'KiSo');
    await page.goto('/app/geraet');
    const others = page.getByRole('row').filter({ hasText: 'Gerät vom' }).filter({ hasNotText: 'dieses Gerät' });
    await others.getByRole('button', { name: /^Sperren: / }).click();
    await others.getByRole('button', { name: /^Endgültig sperren: / }).click();
    await expect(page.getByText('Das Gerät ist gesperrt.')).toBeVisible();

    await lost.setOffline(false);
    const found = await lost.newPage();
    const delivered = found.waitForResponse((answer) => answer.url().endsWith('/api/v1/sync/quarantine'));
    await found.goto('/app');
    expect((await delivered).status()).toBe(200);
    await expect(heading(found, 'Nicht angemeldet')).toBeVisible();
    // Nothing is left that the PIN could open.
    const left = () =>
      found.evaluate(async () => {
        const names = (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.startsWith('sozialraumportal-'));
        let count = 0;
        for (const name of names) {
          const opening = indexedDB.open(name);
          const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
          for (const store of [...database.objectStoreNames].filter((store) => store !== 'state')) {
            const counting = database.transaction(store).objectStore(store).count();
            count += await new Promise<number>((resolve) => (counting.onsuccess = () => resolve(counting.result)));
          }
          database.close();
        }
        return count + Object.keys(localStorage).filter((key) => /^(answer|vault)\//.test(key)).length;
      });
    await expect.poll(left).toBe(0);

    const koordination = await office.newPage();
    await logIn(koordination, server, 'Koordination');
    await koordination.goto('/app/zu-pruefen');
    const waiting = koordination.getByRole('row', { name: /Das Gerät ist gesperrt/ });
    await expect(waiting).toContainText('Demo KiSo');
    await expectGoodLook(koordination, 'what waits to be reviewed');

    // Looked at before it is decided on; that somebody looked stands in the log.
    await waiting.getByRole('link', { name: /^Ansehen/ }).click();
    await expect(heading(koordination, 'Was wartet')).toBeVisible();
    await expect(koordination.getByRole('row', { name: answer })).toBeVisible();
    await expect(koordination.getByText('Der Bogen ist noch nicht abgeschlossen.')).toBeVisible();
    await expectGoodLook(koordination, 'the answers of what waits');
    await koordination.goto('/app/protokoll');
    await expect(koordination.getByText('Wartende Angaben eines Geräts angesehen').first()).toBeVisible();
    await koordination.goto('/app/zu-pruefen');
    await waiting.getByRole('button', { name: /^Übernehmen/ }).click();
    await expect(koordination.getByText('Die Änderungen sind übernommen.')).toBeVisible();
    await expect(koordination.getByText('Zurzeit wartet nichts.')).toBeVisible();
    await expectGoodLook(koordination, 'nothing to review');

    // The other device of this person reads what the lost one had never sent.
    await expect(async () => {
      await page.goto(address);
      await expect(page.getByLabel(WORKS_WELL)).toHaveValue(answer, { timeout: 5_000 });
    }).toPass();

    // Found again: it becomes a new device with a PIN of its own.
    await fillLoginForm(found, server, 'KiSo');
    await found.goto('/app/geraet');
    await expect(found.getByText('Dieses Gerät ist gesperrt.')).toBeVisible();
    await found.getByRole('button', { name: 'Gerät neu einrichten' }).click();
    await expect(heading(found, 'PIN für dieses Gerät')).toBeVisible();
    await enterPin(found, '83619472');
    await expect(found.getByRole('rowheader', { name: /\(dieses Gerät\)$/ })).toBeVisible();
  } finally {
    await Promise.all([lost.close(), desk.close(), office.close()]);
    await server.stop();
  }
});

test('a forgotten PIN: what was not sent goes to the Koordination, and a new PIN is set', async ({ page, browser }) => {
  test.slow();
  const server = await startServer();
  const cable = await layCable(server);
  try {
    const address = await typeUnsent(page, cable, cable.portal, 'vor dem Vergessen');
    // An open page would send at once what is to be forgotten: the network is back when that page is gone.
    await leaveFor(page, address);
    await expect(heading(page, 'Gerät gesperrt')).toBeVisible();
    await cable.setOffline(false);
    await page.getByText('PIN vergessen?').click();
    await page.getByRole('button', { name: 'Neue PIN festlegen' }).click();
    await expect(page.getByText('danach ist das Gerät leer')).toBeVisible();
    await expectGoodLook(page, 'the question before a PIN is given up');
    await page.getByRole('button', { name: 'Gerät leeren und neue PIN festlegen' }).click();
    await expect(heading(page, 'PIN für dieses Gerät')).toBeVisible();
    await enterPin(page, '83619472');
    await page.goto(`${cable.portal.url}/app/geraet`);
    await enterPin(page, '83619472');
    await expect(page.getByText('Auf diesem Gerät liegt noch kein Fragebogen.')).toBeVisible();

    const koordination = await reviewer(browser, server);
    await koordination.getByRole('button', { name: /^Übernehmen/ }).click();
    await expect(koordination.getByText('Die Änderungen sind übernommen.')).toBeVisible();
    await koordination.context().close();
    await expect(async () => {
      await page.goto(address);
      await enterPin(page, '83619472');
      await expect(page.getByLabel(WORKS_WELL)).toHaveValue('vor dem Vergessen', { timeout: 5_000 });
    }).toPass();
    await page.close();
  } finally {
    await cable.close();
    await server.stop();
  }
});

test('a draft saved as a file is unreadable to everybody but the office, which reads it back in', async ({ page, context, browser }) => {
  test.slow();
  const server = await startServer();
  try {
    await typeUnsent(page, context, server, 'als Datei');
    const path = await saveAsFile(page);
    expect(readFileSync(path, 'utf8')).toMatch(/^o1\.[A-Za-z0-9+/]+$/);

    const koordination = await reviewer(browser, server);
    await koordination.getByRole('button', { name: 'Einlesen' }).click();
    await expect(koordination.getByText('Bitte füllen Sie dieses Feld aus.').first()).toBeVisible();
    await koordination.getByLabel('Datei').setInputFiles({ name: 'x.versiegelt', mimeType: 'application/octet-stream', buffer: Buffer.from('o1.AAAA') });
    await koordination.getByRole('button', { name: 'Einlesen' }).click();
    await expect(koordination.getByRole('alert').first()).toBeVisible();
    await koordination.getByLabel('Datei').setInputFiles(path);
    await koordination.getByRole('button', { name: 'Einlesen' }).click();
    await expect(koordination.getByText('Die Datei ist eingelesen.')).toBeVisible();
    await koordination.getByRole('button', { name: /^Verwerfen: / }).click();
    await expect(koordination.getByText('Wartende Änderungen verwerfen?')).toBeVisible();
    await expectGoodLook(koordination, 'the question before waiting changes are thrown away');
    await koordination.getByRole('button', { name: /^Abbrechen: / }).click();
    await koordination.getByRole('button', { name: /^Übernehmen/ }).click();
    await expect(koordination.getByText('Die Änderungen sind übernommen.')).toBeVisible();
    await koordination.context().close();

    // The device delivers the same changes later: they are there already, and nothing stands twice.
    await context.setOffline(false);
    await expect(page.getByRole('cell', { name: /^Entwurf, .* beim Kreisjugendamt angekommen$/ })).toBeVisible();
    await expect(page.getByText('zwei Antworten')).toHaveCount(0);
    await page.close();
  } finally {
    await server.stop();
  }
});

test('what the Koordination throws away is said on the device, and stays there', async ({ page, context, browser }) => {
  test.slow();
  const server = await startServer();
  try {
    await typeUnsent(page, context, server, 'wird verworfen');
    const path = await saveAsFile(page);

    const koordination = await reviewer(browser, server);
    await koordination.getByLabel('Datei').setInputFiles(path);
    await koordination.getByRole('button', { name: 'Einlesen' }).click();
    await koordination.getByRole('button', { name: /^Verwerfen: / }).click();
    await koordination.getByRole('button', { name: /^Endgültig verwerfen/ }).click();
    await expect(koordination.getByText('Die Änderungen sind verworfen.')).toBeVisible();
    await koordination.context().close();

    // The device brings the same changes and is told what became of them.
    await context.setOffline(false);
    const state = 'Entwurf, auf diesem Gerät gespeichert; beim Kreisjugendamt nach Prüfung verworfen';
    await expect(page.getByRole('cell', { name: state, exact: true })).toBeVisible({ timeout: 30_000 });
    await expectGoodLook(page, 'a draft that was turned down');
    await page.close();
  } finally {
    await server.stop();
  }
});
