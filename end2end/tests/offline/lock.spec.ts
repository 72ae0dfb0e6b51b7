// The PIN: setting it, entering it without network, what wrong ones lead to, and that time locks.
import type { Page } from '@playwright/test';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { PIN, enterPin, fillLoginForm, logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { WORKS_WELL, saved } from '../../pages/field.ts';
import { openSurvey } from '../../pages/survey.ts';

test.use({ viewport: { width: 820, height: 1180 } });
test.use({ expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED/] });

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

/** The shell and the questionnaires lie on the device, which has a PIN. */
async function goIntoTheField(page: Page): Promise<void> {
  await page.goto('/app/erhebungen');
  await expect(heading(page, 'PIN für dieses Gerät')).toBeVisible();
  await enterPin(page, PIN);
  await expect(heading(page, 'Erhebungen')).toBeFocused();
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await expect(heading(page, 'Gerät gesperrt')).toBeVisible();
  await enterPin(page, PIN);
  await expect(heading(page, 'Erhebungen')).toBeFocused();
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
}

async function typeAnswer(page: Page, text: string): Promise<string> {
  await page.getByRole('button', { name: /^Neu ausfüllen.*Protokollbogen/ }).click();
  await page.getByLabel(WORKS_WELL).fill(text);
  await saved(page);
  return page.url();
}

test('a PIN is set once, judged while it is set, and asked for after a restart without network', async ({ page, context, portal }) => {
  test.slow();
  await fillLoginForm(page, portal, 'KiSo');
  await page.goto('/app/erhebungen');
  await expect(heading(page, 'PIN für dieses Gerät')).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'setting a PIN');
  await enterPin(page, '1593572');
  await expect(page.getByText('Bitte geben Sie mindestens 8 Ziffern ein.').first()).toBeVisible();
  await enterPin(page, '24122025');
  await expect(page.getByText('leicht zu erraten').first()).toBeVisible();
  await page.locator('#repeated').fill('1');
  await page.locator('#repeated').blur();
  await expect(page.getByText('Bitte geben Sie zweimal dasselbe ein.').first()).toBeVisible();
  await expectGoodLook(page, 'setting a PIN that is refused');
  await page.getByText('Und wenn ich sie vergesse?').click();
  await expect(page.getByText('Niemand kann Ihnen Ihre PIN sagen')).toBeVisible();
  await goIntoTheField(page);

  await context.setOffline(true);
  await page.goto('/app/erhebungen');
  await enterPin(page, PIN);
  const address = await typeAnswer(page, 'ohne Netz');
  await page.goto(address);
  await expect(heading(page, 'Gerät gesperrt')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('offline, mit PIN gesichert');
  await expectGoodLook(page, 'a locked device');
  await enterPin(page, '99999999');
  await expect(page.getByText('Es bleiben 9 Versuche.').first()).toBeVisible();
  await expect(page.locator('#pin')).toBeFocused();
  await expect(page.locator('#pin')).toHaveValue('');
  await expect(page.getByText('ohne Netz')).toHaveCount(0);
  await expectGoodLook(page, 'a wrong PIN');
  await enterPin(page, PIN);
  await expect(page.getByLabel(WORKS_WELL)).toHaveValue('ohne Netz');
});

test('five minutes without a touch lock every page of the browser, and the PIN on one opens all', async ({ page, context, portal }) => {
  test.slow();
  await page.clock.install();
  await fillLoginForm(page, portal, 'KiSo');
  await goIntoTheField(page);
  const address = await typeAnswer(page, 'liegt offen');
  const second = await context.newPage();
  await second.goto(address);
  // The key comes from the page beside it.
  await expect(second.getByLabel(WORKS_WELL)).toHaveValue('liegt offen');

  // The five minutes count from here, however long it took to open the other page.
  await page.getByLabel(WORKS_WELL).press('End');
  await page.clock.fastForward('04:50');
  await expect(page.getByLabel(WORKS_WELL)).toHaveValue('liegt offen');
  await page.clock.fastForward('00:20');
  await expect(heading(page, 'Gerät gesperrt')).toBeVisible();
  await expect(page.getByText('liegt offen')).toHaveCount(0);
  await enterPin(page, PIN);
  await expect(page.getByLabel(WORKS_WELL)).toHaveValue('liegt offen');

  await second.goto('/app/geraet');
  await second.getByRole('button', { name: 'Gerät sperren' }).click();
  await expect(heading(second, 'Gerät gesperrt')).toBeVisible();
  await expect(heading(page, 'Gerät gesperrt')).toBeVisible();
  await enterPin(second, PIN);
  await expect(page.getByLabel(WORKS_WELL)).toHaveValue('liegt offen');
});

// Whoever answers there has no PIN, and may take as long as it takes; what the KiSo has on the device is locked all the same.
test('five minutes lock nothing of a survey that goes round on the same tablet', async ({ page, context, browser, portal }) => {
  test.slow();
  const office = await browser.newContext({ baseURL: portal.url, locale: 'de-DE' });
  const desk = await office.newPage();
  await logIn(desk, portal, 'Koordination');
  const address = await openSurvey(desk, 'Umfrage auf dem Tablet der KiSo');
  await office.close();

  await page.clock.install();
  await fillLoginForm(page, portal, 'KiSo');
  await goIntoTheField(page);
  const kiosk = await context.newPage();
  await kiosk.goto(`${address}?kiosk=1`);
  const yes = kiosk.getByLabel('Ja', { exact: true });
  await yes.check();
  await expect(kiosk.getByLabel('Woher kennen Sie es?')).toBeVisible();
  await page.clock.fastForward('05:10');
  await expect(heading(page, 'Gerät gesperrt')).toBeVisible();
  await expect(yes).toBeChecked();
  await kiosk.getByRole('button', { name: 'Weiter' }).click();
  await expect(kiosk.getByRole('heading', { level: 2, name: 'Ihre Familie' })).toBeVisible();
});

test('after ten wrong PINs only a new login helps, and the draft is still there', async ({ page, portal }) => {
  test.slow();
  await fillLoginForm(page, portal, 'KiSo');
  await goIntoTheField(page);
  const address = await typeAnswer(page, 'überlebt Fremde');
  await page.goto(address);
  for (let left = 9; left >= 0; left -= 1) {
    await expect(heading(page, 'Gerät gesperrt')).toBeVisible();
    await enterPin(page, `9999999${left}`);
    if (left === 5) {
      // Nobody gets tries back by loading the page anew.
      await expect(page.getByText('Es bleiben 5 Versuche.').first()).toBeVisible();
      await page.reload();
    } else if (left > 1) await expect(page.getByText(`Es bleiben ${left} Versuche.`).first()).toBeVisible();
    else if (left === 1) await expect(page.getByText('Ein Versuch bleibt').first()).toBeVisible();
  }
  await expect(heading(page, 'Anmeldung nötig')).toBeVisible();
  await expectGoodLook(page, 'a device that wants a login');
  // The session of before is not enough.
  await page.reload();
  await expect(page.getByText('Die PIN wurde zehnmal falsch eingegeben.')).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(heading(page, 'Anmeldung nötig')).toBeVisible();

  await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Anmelden' })).toBeVisible();
  await fillLoginForm(page, portal, 'KiSo');
  await page.goto(address);
  await enterPin(page, PIN);
  await expect(page.getByLabel(WORKS_WELL)).toHaveValue('überlebt Fremde');
});

test('after the field period the PIN alone opens nothing; with the network it does again', async ({ page, context }) => {
  test.slow();
  const server = await startServer({ FIELD_HOURS: '2' });
  try {
    await page.clock.install();
    await fillLoginForm(page, server, 'KiSo');
    await page.goto(`${server.url}/app/erhebungen`);
    await enterPin(page, PIN);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.reload();
    await enterPin(page, PIN);
    const address = await typeAnswer(page, 'im Feld');
    await context.setOffline(true);
    await page.clock.setSystemTime(Date.now() + 119 * 60_000);
    await page.goto(address);
    await enterPin(page, PIN);
    await expect(page.getByLabel(WORKS_WELL)).toHaveValue('im Feld');
    await page.clock.setSystemTime(Date.now() + 121 * 60_000);
    await page.goto(address);
    await expect(heading(page, 'Anmeldung nötig')).toBeVisible();
    await expect(page.getByText('war lange ohne Verbindung')).toBeVisible();

    await context.setOffline(false);
    // The browser may say so a moment before a request gets through.
    await expect(async () => {
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
      await expect(heading(page, 'Gerät gesperrt')).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 30_000 });
    await enterPin(page, PIN);
    await expect(page.getByLabel(WORKS_WELL)).toHaveValue('im Feld');
    await page.close();
  } finally {
    await server.stop();
  }
});
