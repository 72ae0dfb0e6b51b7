// A tablet that is handed on: who has logged out cannot be read any more, and finds everything again.
import { request, type Page } from '@playwright/test';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn, logInByForm } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { visitOnce } from '../../pages/field.ts';

test.use({ viewport: { width: 820, height: 1180 } });
test.use({ expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED|status of 401/] });

async function typeDraft(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: /^Neu ausfüllen/ }).first().click();
  await page.locator('.question input[type=text], .question textarea').first().fill(text);
  await expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', 'true');
}

test('who logs out is told what stays, leaves nothing to read, and finds the draft after the next login', async ({ page, context, portal }) => {
  test.slow();
  await logInByForm(page, portal, 'KiSo');
  await visitOnce(page);
  await typeDraft(page, 'bleibt hier');
  // The way to the device reads the journal, so that the header knows of the draft.
  await page.goto('/app/geraet');
  await expect(page.getByRole('cell', { name: /^Entwurf, auf diesem Gerät/ })).toBeVisible();

  const leave = page.getByRole('button', { name: 'Abmelden', exact: true });
  await leave.click();
  await expect(page.getByRole('button', { name: 'Abbrechen' })).toBeFocused();
  await expect(page.getByText('Das bleibt hier und ist nach Ihrer nächsten Anmeldung wieder da.')).toBeVisible();
  await expectGoodLook(page, 'the question before logging out');
  await page.getByRole('button', { name: 'Abbrechen' }).click();
  await expect(leave).toBeFocused();
  await leave.click();
  await page.getByRole('button', { name: 'Trotzdem abmelden' }).click();
  await expect(page.getByRole('link', { name: 'Anmelden' })).toBeVisible();

  await context.setOffline(true);
  for (const path of ['/app/geraet', '/app/erhebungen', '/app']) {
    await page.goto(path);
    await expect(page.getByText('Auf diesem Gerät ist niemand angemeldet')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Bereiche' })).toHaveCount(0);
    await expect(page.getByRole('table')).toHaveCount(0);
    await expect(page.getByText('Demo KiSo')).toHaveCount(0);
  }
  await expectGoodLook(page, 'the staff zone offline without a person');

  await context.setOffline(false);
  await logInByForm(page, portal, 'KiSo');
  await page.goto('/app/geraet');
  // Drafts of other devices of this account may stand beside it.
  const own = page.getByRole('row').filter({ has: page.getByRole('cell', { name: /^Entwurf, auf diesem Gerät/ }) });
  await own.getByRole('link', { name: 'Weiter ausfüllen' }).click();
  await expect(page.locator('.question input[type=text], .question textarea').first()).toHaveValue('bleibt hier');
});

test('pages beside the one that logs out show nothing any more; what was typed there is back after the next login', async ({ page, context, portal }) => {
  await logInByForm(page, portal, 'Koordination');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('ending'))).not.toBeNull();
  const [untouched, typed] = [await context.newPage(), await context.newPage()];
  await untouched.goto('/app/frageboegen');
  await expect(untouched.getByRole('navigation', { name: 'Bereiche' })).toBeVisible();
  await typed.goto('/app/veranstaltungen/neu');
  const title = typed.getByLabel('Titel');
  await title.fill('noch nicht gespeichert');

  await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
  for (const beside of [untouched, typed]) {
    await expect(beside.getByRole('heading', { level: 1, name: 'Nicht angemeldet' })).toBeVisible();
    await expect(beside.getByRole('navigation', { name: 'Bereiche' })).toHaveCount(0);
  }
  // Loaded anew, it keeps nothing of what it showed.
  await expect(untouched.getByRole('link', { name: 'Zur Anmeldung' })).toBeVisible();
  await expect(title).toBeHidden();
  await expect(typed.getByRole('link', { name: 'In neuem Tab anmelden' })).toBeVisible();
  await expectOneName(typed);
  await expectGoodLook(typed, 'a page with something typed whose person has logged out beside it');

  await expect(page.getByRole('link', { name: 'Anmelden' })).toBeVisible();
  await logInByForm(page, portal, 'Koordination');
  await expect(title).toBeVisible();
  await expect(title).toHaveValue('noch nicht gespeichert');
});

test('who logs out without network is logged out on the server as well once there is network, also by a browser started anew', async ({ page, context, portal }) => {
  test.slow();
  await logInByForm(page, portal, 'KiSo');
  await visitOnce(page);
  // What ends the session later is on the device; the session's cookie opens it until then.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('ending'))).not.toBeNull();
  const cookie = (await context.cookies(portal.url)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const copied = await request.newContext({ baseURL: portal.url, extraHTTPHeaders: { cookie } });
  const ask = async () => (await copied.get('/api/v1/sync/ending')).status();
  expect(await ask()).toBe(200);

  await context.setOffline(true);
  await expect(page.locator('[data-online]')).toHaveAttribute('data-online', 'false');
  await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
  await expect(page.getByText('Die Sitzung endet, sobald dieses Gerät wieder Netz hat')).toBeVisible();
  await page.getByRole('button', { name: 'Trotzdem abmelden' }).click();
  await expect(page.getByText('Auf diesem Gerät ist niemand angemeldet')).toBeVisible();
  expect(await ask()).toBe(200);

  // Closed, and with it the cookie is gone; opened again with network.
  await page.close();
  await context.clearCookies();
  await context.setOffline(false);
  const later = await context.newPage();
  await later.goto(`${portal.url}/app`);
  await expect(later.getByRole('heading', { name: 'Nicht angemeldet' })).toBeVisible();
  expect(await ask()).toBe(401);
  expect(await later.evaluate(() => [localStorage.getItem('ending'), localStorage.getItem('endings')])).toEqual([null, null]);
  await copied.dispose();
});

test('a page that stays open ends the session when the network comes back, before the cookie opens it again', async ({ page, context, portal }) => {
  test.slow();
  await logInByForm(page, portal, 'KiSo');
  await visitOnce(page);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('ending'))).not.toBeNull();
  await context.setOffline(true);
  await expect(page.locator('[data-online]')).toHaveAttribute('data-online', 'false');
  await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
  await page.getByRole('button', { name: 'Trotzdem abmelden' }).click();
  await expect(page.getByText('Auf diesem Gerät ist niemand angemeldet')).toBeVisible();
  const waiting = () => page.evaluate(() => localStorage.getItem('endings'));
  expect(await waiting()).not.toBeNull();
  await context.setOffline(false);
  await expect.poll(waiting).toBeNull();
  await page.goto('/app/geraet');
  await expect(page.getByRole('heading', { name: 'Nicht angemeldet' })).toBeVisible();
});

test('a session that the server has ended opens nothing without network either', async ({ page, context, portal }) => {
  await logInByForm(page, portal, 'KiSo');
  await visitOnce(page);
  await context.clearCookies();
  await page.goto('/app/geraet');
  await expect(page.getByRole('heading', { name: 'Nicht angemeldet' })).toBeVisible();
  await context.setOffline(true);
  await page.goto('/app/geraet');
  await expect(page.getByText('Auf diesem Gerät ist niemand angemeldet')).toBeVisible();
});

test('beside a draft, going on with it is what the page offers first', async ({ page }) => {
  // On a server of its own no draft of another device stands there.
  const server = await startServer();
  try {
    await logIn(page, server, 'KiSo');
    const list = `${server.url}/app/erhebungen`;
    await page.goto(list);
    await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toHaveClass(/kern-btn--primary/);
    await typeDraft(page, 'angefangen');
    await page.goto(list);
    await expect(page.getByRole('link', { name: /^Weiter ausfüllen/ })).toHaveClass(/kern-btn--primary/);
    await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toHaveClass(/kern-btn--secondary/);
    await expectGoodLook(page, 'Erhebungen with a draft');
  } finally {
    // A page that is still open would ask a server that is gone.
    await page.close();
    await server.stop();
  }
});
