// The way from a mailed invitation to the first look at the staff zone; the link opens a form once.
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { expectGoodLook, expectOneName, untilLive } from '../../fixtures/look.ts';
import { logIn, logInWith } from '../../fixtures/logins.ts';
import { linkIn, mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import type { RunningServer } from '../../fixtures/server.ts';
import { invite, openInvitations } from '../../pages/accounts.ts';

const INVITED = { email: 'quirin.zapfhahn@beispiel.de', name: 'Quirin "Neu" <b>' };
const PASSWORD = 'Vierzehn Störche ziehen nach Süden';

// A refused form and a used link are answered with an error status on purpose.
test.use({ expectedConsoleErrors: [/status of 422/] });

/** Puts a text into the clipboard as a password manager's window does: marked and copied there. */
async function copy(context: BrowserContext, text: string): Promise<void> {
  const beside = await context.newPage();
  await beside.setContent('<textarea id="kept"></textarea><textarea id="tried"></textarea>');
  await beside.locator('#kept').fill(text);
  await beside.locator('#kept').press('ControlOrMeta+A');
  await beside.locator('#kept').press('ControlOrMeta+C');
  await beside.locator('#tried').press('ControlOrMeta+V');
  await expect(beside.locator('#tried')).toHaveValue(text);
  await beside.close();
}

/** Pastes it by keyboard; what stood in the field goes. */
async function paste(field: Locator, text: string): Promise<void> {
  await field.press('ControlOrMeta+A');
  await field.press('ControlOrMeta+V');
  await expect(field).toHaveValue(text);
}

/** The same person somewhere else, logged in. */
async function logInElsewhere(browser: Browser, portal: RunningServer): Promise<Page> {
  const context = await browser.newContext({ baseURL: portal.url, locale: 'de-DE' });
  const elsewhere = await context.newPage();
  await logInWith(elsewhere, portal, { email: INVITED.email, password: PASSWORD });
  return elsewhere;
}

async function expectLoggedOut(elsewhere: Page): Promise<void> {
  await elsewhere.goto('/app/sitzungen');
  await expect(elsewhere.getByRole('heading', { name: 'Nicht angemeldet' })).toBeVisible();
}

/** The same person is logged in somewhere else, and ends that session from here: one by name, then all others at once. */
async function endOtherSessions(browser: Browser, portal: RunningServer, here: Page): Promise<void> {
  const everywhere = here.getByRole('button', { name: 'Überall sonst abmelden' });
  const elsewhere: Page[] = [];
  try {
    const first = await logInElsewhere(browser, portal);
    elsewhere.push(first);
    await here.goto('/app/sitzungen');
    await here.getByRole('button', { name: /^Beenden/ }).press('Enter');
    await expect(here.locator('.outcome').filter({ hasText: 'Die Sitzung ist beendet.' })).toBeFocused();
    await expect(here.getByText('diese Sitzung')).toBeVisible();
    // Alone: there is nowhere else.
    await expect(everywhere).toHaveCount(0);
    await expectLoggedOut(first);

    for (let more = 0; more < 2; more += 1) elsewhere.push(await logInElsewhere(browser, portal));
    await here.reload();
    await expect(here.getByRole('button', { name: /^Beenden/ })).toHaveCount(2);
    await everywhere.press('Enter');
    await expect(here.locator('.outcome').filter({ hasText: 'Alle anderen Sitzungen sind beendet.' })).toBeFocused();
    await expect(here.getByRole('button', { name: /^Beenden/ })).toHaveCount(0);
    await expect(here.getByText('diese Sitzung')).toBeVisible();
    await expect(everywhere).toHaveCount(0);
    for (const page of elsewhere) await expectLoggedOut(page);
  } finally {
    for (const page of elsewhere) await page.context().close();
  }
}

test('an invited person sets a password, logs in, both by pasting it, ends a session elsewhere, and finds the link used up', async ({ page, browser, portal }) => {
  await logIn(page, portal, 'Koordination');
  await openInvitations(page);
  await invite(page, { ...INVITED, role: 'Revision' });
  await expect(page.getByText(`Die Einladung an ${INVITED.email} ist unterwegs.`)).toBeVisible();
  const link = linkIn(await mailTo(portal, INVITED.email, 'Ihr Zugang'), '/passwort-setzen');

  const context = await browser.newContext({ baseURL: portal.url, locale: 'de-DE' });
  const invited = await context.newPage();
  try {
    await invited.goto(link);
    await untilLive(invited);
    await expectOneName(invited);
    await expectGoodLook(invited, 'a new password');
    const password = invited.getByLabel('Neues Passwort', { exact: true });
    const repeated = invited.getByLabel('Neues Passwort wiederholen');
    const save = invited.getByRole('button', { name: 'Passwort speichern' });
    await password.fill('kurz');
    await repeated.fill('anders');
    await save.click();
    await expect(invited.locator('.outcome').first()).toBeFocused();
    await expect(password).toHaveAttribute('aria-invalid', 'true');
    await expectGoodLook(invited, 'a new password with faults');
    // Made of the own address: only the server knows whose link it is.
    await password.fill('Quirin-Zapfhahn-7');
    await repeated.fill('Quirin-Zapfhahn-7');
    await save.click();
    await expect(invited.getByText('Dieses Passwort ist leicht zu erraten.').first()).toBeVisible();
    await untilLive(invited);
    // Whoever must type a long password takes a short one.
    await copy(context, PASSWORD);
    await paste(password, PASSWORD);
    await paste(repeated, PASSWORD);
    await save.click();
    await expect(invited).toHaveURL(/\/anmelden\?passwort=neu/);
    await untilLive(invited);
    await expectGoodLook(invited, 'the login after a new password');

    await invited.getByLabel('E-Mail-Adresse').fill(INVITED.email);
    await invited.getByLabel('Passwort').fill('stimmt nicht, aber lang genug');
    await invited.getByRole('button', { name: 'Anmelden' }).click();
    await expect(invited.getByText('E-Mail-Adresse oder Passwort stimmt nicht.').first()).toBeVisible();
    await untilLive(invited);
    await expectGoodLook(invited, 'a refused login');
    await paste(invited.getByLabel('Passwort'), PASSWORD);
    await invited.getByRole('button', { name: 'Anmelden' }).click();
    await expect(invited.getByRole('navigation', { name: 'Bereiche' })).toBeVisible();
    await endOtherSessions(browser, portal, invited);

    await invited.goto(link);
    await expect(invited.getByText('Dieser Link ist abgelaufen oder schon benutzt.')).toBeVisible();
    await untilLive(invited);
    await expectGoodLook(invited, 'a link that was used');
  } finally {
    await context.close();
  }
});
