// The path of issue 2 §8: a KiSo fills in a questionnaire with the network off; back online it is sent by itself.
import type { Page } from '@playwright/test';
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { arrived, beginSheet, saved, visitOnce } from '../../pages/field.ts';

test.use({ viewport: { width: 820, height: 1180 } });
// Without network the browser itself reports every request that fails.
test.use({ expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED/] });

/** Answers everything that is asked for, whatever the questionnaire is. */
async function answerAll(page: Page): Promise<void> {
  for (const group of await page.getByRole('group').filter({ has: page.locator('input[type=radio]') }).all()) {
    await group.getByRole('radio').first().check();
  }
  for (const group of await page.getByRole('group').filter({ has: page.locator('input[type=checkbox]') }).all()) {
    await group.getByRole('checkbox').first().check();
  }
  for (const input of await page.locator('.question input:not([type=radio]):not([type=checkbox])').all()) {
    const kind = await input.getAttribute('type');
    const numeric = (await input.getAttribute('inputmode')) !== null;
    await input.fill(kind === 'date' ? '2026-03-02' : kind === 'time' ? '10:30' : numeric ? '1' : 'Beobachtung im Garten');
  }
}

// Q6: the queue goes on by itself after an outage, without a reload.
test('answers with the network off, reloads half-way, goes on, submits; it is sent when the network is back (Q6)', async ({ page, context, portal }) => {
  await logIn(page, portal, 'KiSo');
  await visitOnce(page);

  await context.setOffline(true);
  await page.goto('/app/erhebungen');
  await page.getByRole('button', { name: /^Neu ausfüllen/ }).first().click();
  const text = page.locator('.question input[type=text], .question textarea').first();
  await text.fill('1');
  await saved(page);
  const address = page.url();

  await page.reload();
  await expect(page).toHaveURL(address);
  await expect(text).toHaveValue('1');
  await answerAll(page);
  await saved(page);
  await expectGoodLook(page, 'a questionnaire offline');
  await page.getByRole('button', { name: 'Abschließen und senden' }).click();
  await expect(page.getByRole('heading', { name: 'Dieses Gerät' })).toBeVisible();
  await expect(page.getByRole('cell', { name: /wartet auf das Senden/ })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('1 Fragebogen nicht gesendet');
  await expect(page.getByText('wird von selbst gesendet, sobald es Netz gibt')).toBeVisible();
  await expect(page.getByText('nicht erreichbar')).toHaveCount(0);
  await expectGoodLook(page, 'the device offline');

  // Q6: the queue goes on by itself after the outage, without the page being loaded anew.
  await context.setOffline(false);
  await expect(page.getByRole('cell', { name: 'beim Kreisjugendamt angekommen' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('online');
});

test('a draft is opened under its own questionnaire only (Q8)', async ({ page }) => {
  test.slow();
  const server = await startServer();
  try {
    await logIn(page, server, 'KiSo');
    const [, , , sheet = ''] = new URL(await beginSheet(page, server.url)).pathname.split('/');
    await page.goto(`${server.url}/app/erhebungen`);
    await page.getByRole('button', { name: /^Neu ausfüllen/ }).filter({ hasNotText: 'Protokollbogen' }).first().click();
    const text = page.locator('.question input[type=text], .question textarea').first();
    await text.fill('1');
    await saved(page);
    const own = page.url();
    const [, , , survey = '', draft = ''] = new URL(own).pathname.split('/');
    expect(survey).not.toBe(sheet);
    await page.goto(`${server.url}/app/erhebungen/${sheet}/${draft}`);
    await expect(page.getByText('Auf diesem Gerät liegt hier kein Fragebogen.')).toBeVisible();
    await page.goto(own);
    await expect(text).toHaveValue('1');
  } finally {
    // A page that is still open would ask a server that is gone.
    await page.close();
    await server.stop();
  }
});

test('the staff zone opens without network from any address after one visit', async ({ page, context, portal }) => {
  await logIn(page, portal, 'KiSo');
  await visitOnce(page);
  await context.setOffline(true);
  // Also pages whose code comes later, and what does not exist.
  const later = ['/app/frageboegen', '/app/veranstaltungen', '/app/erhebungen/papier', '/app/verzeichnis/kitas?search=040'];
  for (const path of ['/app', '/app/geraet', '/app/erhebungen', ...later, '/app/gibt-es-nicht']) {
    await page.goto(path);
    await expect(page.getByRole('navigation', { name: 'Bereiche' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
    await expect(page.getByRole('heading', { name: 'Seite nicht geladen' }), path).toHaveCount(0);
  }
});

test('a decimal stays what is typed on its way to its value, and shows its comma afterwards', async ({ page }) => {
  // A protocol sheet travels: on a server of its own it does not turn up on the devices of other tests.
  const server = await startServer();
  await logIn(page, server, 'KiSo');
  await page.goto(`${server.url}/app/erhebungen`);
  await page.getByRole('button', { name: /^Neu ausfüllen.*Protokollbogen Hospitation/ }).click();
  const hours = page.getByLabel(/Wie viele Stunden haben Sie begleitet/);
  await hours.pressSequentially('1,05');
  await expect(hours).toHaveValue('1,05');
  await hours.blur();
  await expect(hours).toHaveValue('1,05');
  await saved(page);
  await page.reload();
  await expect(hours).toHaveValue('1,05');
  await page.close();
  await server.stop();
});

test('a draft that is thrown away is gone, after a word on what that means', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'KiSo', '/app/erhebungen');
  await page.getByRole('button', { name: /^Neu ausfüllen/ }).first().click();
  await saved(page);
  await page.goto('/app/geraet');
  const discard = page.getByRole('button', { name: /^Verwerfen: / });
  await discard.click();
  await expect(page.getByRole('cell', { name: /^Entwurf,/ })).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Abbrechen: / })).toBeFocused();
  await expect(page.getByText('Seine Antworten gehen verloren')).toBeVisible();
  await expectGoodLook(page, 'the question before a draft is thrown away');

  // What arrives from another device meanwhile closes no question.
  const desk = await browser.newContext({ locale: 'de-DE' });
  const beside = await desk.newPage();
  await logIn(beside, portal, 'KiSo');
  const { pathname } = new URL(await beginSheet(beside, portal.url));
  await saved(beside);
  await arrived(beside, portal.url);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  // This one: what other specs have left on the server may come later than the page was drawn.
  const theirs = page.getByRole('row', { name: /von einem anderen Gerät/ }).filter({ has: page.locator(`a[href="${pathname}"]`) });
  await expect(theirs).toHaveCount(1);
  await desk.close();
  await page.getByRole('button', { name: /^Endgültig verwerfen: / }).click();
  await expect(page.getByText('Der Entwurf ist verworfen.')).toBeVisible();
  await expect(page.locator('.outcome').filter({ hasText: 'verworfen' })).toBeFocused();
  await expect(page.getByRole('cell', { name: /^Entwurf,/ })).toHaveCount(0);
});

test('no field that takes the focus is hidden by the bar at the end of a questionnaire', async ({ page, portal }) => {
  await logIn(page, portal, 'KiSo', '/app/erhebungen');
  await page.getByRole('button', { name: /^Neu ausfüllen/ }).first().click();
  await saved(page);
  for (const [width, height] of [[820, 1180], [820, 720], [820, 700], [360, 640]] as const) {
    await page.setViewportSize({ width, height });
    const fields = await page.locator('.question :is(input, textarea, select)').all();
    expect(fields.length).toBeGreaterThan(3);
    for (const field of fields) {
      // From the top each time, so that the browser itself has to bring the field into sight.
      await page.evaluate(() => window.scrollTo(0, 0));
      await field.focus();
      const hidden = await field.evaluate((element) => {
        const [own, bar] = [element.getBoundingClientRect(), document.querySelector('.finish')?.getBoundingClientRect()];
        return bar !== undefined && own.bottom > bar.top && own.top < bar.bottom;
      });
      expect(hidden, `${await field.getAttribute('id')} behind the bar at ${width}×${height}`).toBe(false);
    }
  }
  const [questions, bar] = await Promise.all([page.locator('.answering').boundingBox(), page.locator('.finish').boundingBox()]);
  expect(bar?.x).toBe(questions?.x);

  // Nor is what is said below a text while it is typed.
  await page.setViewportSize({ width: 820, height: 1180 });
  await beginSheet(page);
  const texts = await page.locator('.question:has(> .personal-hint) > :is(input, textarea)').all();
  expect(texts.length).toBeGreaterThan(1);
  for (const text of texts) {
    await page.evaluate(() => window.scrollTo(0, 0));
    await text.focus();
    await text.pressSequentially('Ruf 0261 123456 an');
    const hint = page.locator(`[id="${await text.getAttribute('id')}-personal"]`);
    await expect(hint).toContainText('Hier steht vielleicht eine Telefonnummer.');
    await expect(async () => {
      const [said, edge] = await Promise.all([hint.boundingBox(), page.locator('.finish').boundingBox()]);
      expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThanOrEqual(edge?.y ?? 0);
    }).toPass();
  }
});
