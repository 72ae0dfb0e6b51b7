// One sheet, finished on two devices without network and with different answers: both contents are kept, the person at either
// device or the Koordination chooses, and everybody reads the choice.
import { logIn } from '../../fixtures/logins.ts';
import { expectGoodLook } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { IS_MISSING, WORKS_WELL, arrived, beginSheet, device, fillSheet, lookAgain, saved, type Device } from '../../pages/field.ts';

test.use({ expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED/] });

/** Fills in everything but what gets on well, and waits until the other device has it. */
async function sheetOnBoth(tablet: Device, desk: Device): Promise<void> {
  const address = await beginSheet(tablet.page);
  await fillSheet(tablet.page, { isMissing: 'Zeit für Gespräche' });
  await saved(tablet.page);
  await arrived(tablet.page);
  await tablet.page.goto(address);
  await expect(tablet.page.getByLabel(IS_MISSING)).toHaveValue('Zeit für Gespräche');
  await expect(async () => {
    await desk.page.goto(address);
    await expect(desk.page.getByLabel(IS_MISSING)).toHaveValue('Zeit für Gespräche', { timeout: 5_000 });
  }).toPass();
}

async function finish({ page }: Device, answer: string): Promise<void> {
  await page.getByLabel(WORKS_WELL).fill(answer);
  await saved(page);
  await page.getByRole('button', { name: 'Abschließen und senden' }).click();
  await expect(page.getByRole('cell', { name: 'abgeschlossen, wartet auf das Senden' })).toBeVisible();
}

async function waitForBoth({ page }: Device): Promise<void> {
  await expect(async () => {
    await lookAgain(page);
    await expect(page.getByRole('link', { name: 'Zwei Antworten ansehen' })).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

async function waitForChoice({ page }: Device): Promise<void> {
  await expect(async () => {
    await lookAgain(page);
    await expect(page.getByRole('link', { name: 'Zwei Antworten ansehen' })).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
}

/** Both devices finish the same sheet out of each other's sight, and see it. */
async function finishTwice(tablet: Device, desk: Device): Promise<void> {
  await sheetOnBoth(tablet, desk);
  await Promise.all([tablet.context.setOffline(true), desk.context.setOffline(true)]);
  await finish(tablet, 'Das Ankommen');
  await finish(desk, 'Das Frühstück');
  await Promise.all([tablet.context.setOffline(false), desk.context.setOffline(false)]);
  for (const each of [tablet, desk]) await waitForBoth(each);
}

test('the Koordination compares both contents, chooses one, and the devices read the choice', async ({ browser }) => {
  test.slow();
  const portal = await startServer();
  const [tablet, desk] = [await device(browser, portal), await device(browser, portal)];
  const office = await browser.newContext({ baseURL: portal.url });
  try {
    await finishTwice(tablet, desk);
    await expectGoodLook(tablet.page, 'a sheet that was finished twice, on the device');

    const page = await office.newPage();
    await logIn(page, portal, 'Koordination');
    await page.goto('/app/zu-pruefen');
    const task = page.getByRole('row', { name: /Protokollbogen/ });
    await task.getByRole('link', { name: /^Vergleichen und wählen/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Welche Fassung zählt?' })).toBeVisible();
    await expect(page.getByText('Die Fassungen unterscheiden sich in einer Antwort.')).toBeVisible();
    const differing = page.getByRole('row', { name: new RegExp(WORKS_WELL.replace('?', '\\?')) });
    await expect(differing).toContainText('Das Ankommen');
    await expect(differing).toContainText('Das Frühstück');
    await expect(differing).toContainText('verschieden');
    await expect(page.getByRole('row', { name: new RegExp(IS_MISSING.replace('?', '\\?')) })).toContainText('gleich');
    await expectGoodLook(page, 'two contents of one sheet');

    await page.getByRole('button', { name: /^Diese Fassung zählt: Fassung 2/ }).click();
    await expect(page.getByText('Soll diese Fassung zählen?')).toBeVisible();
    await page.getByRole('button', { name: /^Diese Fassung wählen: Fassung 2/ }).click();
    await expect(page.locator('.outcome').filter({ hasText: 'Ihre Wahl ist gespeichert.' })).toBeFocused();
    await page.goto('/app/zu-pruefen');
    await expect(page.getByText('Zurzeit wartet nichts.')).toBeVisible();
    await page.goto('/app/protokoll');
    await expect(page.getByText('Unter mehreren Fassungen eines Bogens gewählt').first()).toBeVisible();

    for (const each of [tablet, desk]) await waitForChoice(each);
    await expect(tablet.page.getByRole('cell', { name: 'beim Kreisjugendamt angekommen', exact: true })).toBeVisible();
  } finally {
    await Promise.all([tablet.context.close(), desk.context.close(), office.close()]);
    await portal.stop();
  }
});

test('a KiSo chooses on a device, and the other device and the Koordination have nothing left to choose', async ({ browser }) => {
  test.slow();
  const portal = await startServer();
  const [tablet, desk] = [await device(browser, portal), await device(browser, portal)];
  const office = await browser.newContext({ baseURL: portal.url });
  try {
    await finishTwice(tablet, desk);
    await tablet.page.getByRole('link', { name: 'Zwei Antworten ansehen' }).click();
    const versions = tablet.page.getByRole('region', { name: 'Mehr als einmal abgeschlossen' });
    await expect(versions.getByRole('listitem')).toHaveCount(2);
    await expect(versions.getByRole('listitem').filter({ hasText: 'dieses Gerät' })).toHaveCount(1);
    await expectGoodLook(tablet.page, 'two contents of one sheet, on the device');
    await versions.getByRole('button', { name: /^Diese Fassung zählt: .*ein anderes Gerät/ }).click();
    await versions.getByRole('button', { name: /^Diese Fassung wählen: .*ein anderes Gerät/ }).click();
    await expect(tablet.page.locator('.outcome').filter({ hasText: 'Ihre Wahl ist auf diesem Gerät gespeichert.' })).toBeFocused();
    await expect(tablet.page.getByText('hier ist nichts zu wählen')).toBeVisible();
    await waitForChoice(desk);

    const page = await office.newPage();
    await logIn(page, portal, 'Koordination');
    await page.goto('/app/zu-pruefen');
    await expect(page.getByText('Zurzeit wartet nichts.')).toBeVisible();
  } finally {
    await Promise.all([tablet.context.close(), desk.context.close(), office.close()]);
    await portal.stop();
  }
});
