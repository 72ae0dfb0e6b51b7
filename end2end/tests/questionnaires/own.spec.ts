// A KiSo tailors a questionnaire to the group (domain §6): her own, until the Koordination takes it over for all.
import type { Browser, Page } from '@playwright/test';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { answerPin, logIn, logInWith } from '../../fixtures/logins.ts';
import { linkIn, mailTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import type { RunningServer } from '../../fixtures/server.ts';
import { invite, openInvitations } from '../../pages/accounts.ts';
import { saved } from '../../pages/designer.ts';
import { stranger } from '../../pages/events.ts';
import { openLink, planErhebung, publish } from '../../pages/questionnaires.ts';

const TITLE = 'Eltern im Neubaugebiet';
const UNFINISHED = 'Eltern, angefangen';
const PASSWORD = 'Sechs Äpfel hängen am Baum';
const SECOND = { email: 'zweite-kiso@beispiel.de', name: 'Zoe Zweite', inDirectory: 1 };
const LEAVING = { email: 'geht-kiso@beispiel.de', name: 'Gerda Geht', inDirectory: 2 };

/** Invites another KiSo, who sets a password and logs in; her page. */
async function anotherKiSo(office: Page, browser: Browser, portal: RunningServer, who: typeof SECOND): Promise<Page> {
  await openInvitations(office);
  await invite(office, { ...who, role: 'KiSo' });
  await expect(office.getByText(`Die Einladung an ${who.email} ist unterwegs.`)).toBeVisible();

  const page = await stranger(browser, portal, true);
  await answerPin(page);
  await page.goto(linkIn(await mailTo(portal, who.email, ''), '/passwort-setzen'));
  await page.getByLabel('Neues Passwort', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Neues Passwort wiederholen').fill(PASSWORD);
  await page.getByRole('button', { name: 'Passwort speichern' }).click();
  await expect(page).toHaveURL(/\/anmelden\?passwort=neu/);
  await logInWith(page, portal, { email: who.email, password: PASSWORD });
  return page;
}

/** Plans an Erhebung among parents, from the page of the questionnaire, and opens its link. */
async function plan(page: Page): Promise<void> {
  await planErhebung(page);
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await openLink(page);
  await expect(page.getByText('Die Ergebnisse wertet die Koordination aus.')).toBeVisible();
}

test('a KiSo adapts the parents’ starter and asks with it; others do once the Koordination has taken it over', async ({
  page,
  portal,
  browser,
}) => {
  test.slow();
  const office = await stranger(browser, portal, true);
  await logIn(office, portal, 'Koordination');
  const other = await anotherKiSo(office, browser, portal, SECOND);

  await logIn(page, portal, 'KiSo', '/app/frageboegen');
  await expect(page.getByText('Sie haben noch keinen eigenen Fragebogen.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Protokollbogen Hospitation' })).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'questionnaires for a KiSo who has none of her own');

  await page.getByRole('link', { name: 'Protokollbogen Hospitation' }).click();
  await expect(page.getByText('vom Kreisjugendamt')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Nächste Fassung entwerfen' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Kopieren' }).click();
  await expect(page.getByLabel('Titel')).toHaveValue('Protokollbogen Hospitation (Kopie)');
  await expectOneName(page);
  await expectGoodLook(page, 'a copy of a questionnaire');

  await page.goto('/app/frageboegen/neu');
  await page.getByLabel('Vorlage').selectOption('eltern');
  await page.getByLabel('Titel').fill(TITLE);
  await page.getByRole('button', { name: 'Anlegen und entwerfen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Entwurf: ${TITLE}` })).toBeVisible();
  const row = (text: string) => page.locator('.outline__row').filter({ hasText: text });
  await row('Wann passt Ihnen ein Angebot am besten?').click();
  await page.locator('.editor textarea').first().fill('Wann passt Ihnen ein Treffen am besten?');
  await expect(row('Wann passt Ihnen ein Treffen am besten?')).toBeVisible();
  await saved(page);

  await page.getByRole('link', { name: 'Zum Fragebogen' }).click();
  await expect(page.getByText('Ihr eigener Fragebogen')).toBeVisible();
  await publish(page);
  await expect(page.getByRole('main')).toContainText('Wann passt Ihnen ein Treffen am besten?');
  await expectGoodLook(page, 'a published questionnaire of a KiSo');
  await plan(page);
  await expectOneName(page);
  await expectGoodLook(page, 'an Erhebung that a KiSo has planned');
  await page.goto('/app/frageboegen/erhebungen');
  await expect(page.getByRole('row').filter({ hasText: TITLE })).toContainText('läuft');
  await expectOneName(page);
  await expectGoodLook(page, 'Erhebungen that a KiSo has planned');
  await page.goto('/app/erhebungen');
  await expect(page.getByRole('button', { name: new RegExp(`^Neu ausfüllen.*${TITLE}`) })).toBeVisible();

  await other.goto('/app/frageboegen');
  await expect(other.getByRole('heading', { level: 2, name: 'Fragebögen des Kreisjugendamts' })).toBeVisible();
  await expect(other.getByRole('link', { name: TITLE })).toHaveCount(0);

  await office.goto('/app/frageboegen');
  await office.getByRole('search').getByLabel(/^Von/).selectOption({ label: 'KiSo: Demo KiSo' });
  await expect(office.getByRole('link', { name: 'Protokollbogen Hospitation' })).toHaveCount(0);
  await expectOneName(office);
  await expectGoodLook(office, 'questionnaires of one KiSo, for the Koordination');
  await office.getByRole('link', { name: TITLE }).click();
  // On the list the name stands as well, in the row and in the filter.
  await expect(office.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await expect(office.getByText('KiSo: Demo KiSo')).toBeVisible();
  await expect(office.getByRole('link', { name: 'Erhebung anlegen' })).toHaveCount(0);
  await office.getByRole('button', { name: `Für alle übernehmen: ${TITLE}` }).click();
  await expect(office.getByRole('button', { name: `Abbrechen: ${TITLE}` })).toBeFocused();
  await expectGoodLook(office, 'the question before a questionnaire is taken over');
  await office.getByRole('button', { name: `Wirklich übernehmen: ${TITLE}` }).click();
  await expect(office.getByText('Der Fragebogen gehört jetzt dem Kreisjugendamt.')).toBeVisible();
  await expect(office.getByRole('link', { name: 'Nächste Fassung entwerfen' })).toBeVisible();

  await other.reload();
  await other.getByRole('link', { name: TITLE }).click();
  await expect(other.getByText('vom Kreisjugendamt')).toBeVisible();
  await plan(other);
  await page.goto('/app/frageboegen');
  await expect(page.getByText('Sie haben noch keinen eigenen Fragebogen.')).toBeVisible();
  await expect(page.getByRole('link', { name: TITLE })).toBeVisible();
});

test('the Koordination takes over what a KiSo who has left was working on, with its draft', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const kiso = await anotherKiSo(page, browser, portal, LEAVING);
  await kiso.goto('/app/frageboegen/neu');
  await kiso.getByLabel('Vorlage').selectOption('eltern');
  await kiso.getByLabel('Titel').fill(UNFINISHED);
  await kiso.getByRole('button', { name: 'Anlegen und entwerfen' }).click();
  await expect(kiso.getByRole('heading', { level: 1, name: `Entwurf: ${UNFINISHED}` })).toBeVisible();
  await kiso.context().close();

  // While she can go on with it, it is hers.
  await page.goto('/app/frageboegen');
  await page.getByRole('link', { name: UNFINISHED }).click();
  await expect(page.getByRole('heading', { level: 1, name: UNFINISHED })).toBeVisible();
  await expect(page.getByText(/oder sobald ihr Konto gesperrt ist oder eine andere Rolle hat\.$/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Für alle übernehmen/ })).toHaveCount(0);

  await page.goto('/app/konten');
  const account = page.getByRole('row').filter({ hasText: LEAVING.email });
  await account.getByRole('button', { name: `Sperren: ${LEAVING.name}` }).click();
  await account.getByRole('button', { name: `Wirklich sperren: ${LEAVING.name}` }).click();
  await expect(page.getByText(`${LEAVING.name} kann sich nicht mehr anmelden`)).toBeVisible();

  await page.goto('/app/frageboegen');
  await page.getByRole('link', { name: UNFINISHED }).click();
  await expect(page.getByText(`KiSo: ${LEAVING.name} (Konto gesperrt oder mit anderer Rolle)`)).toBeVisible();
  await page.getByRole('button', { name: `Für alle übernehmen: ${UNFINISHED}` }).click();
  await expectGoodLook(page, 'the question before a draft is taken over');
  await page.getByRole('button', { name: `Wirklich übernehmen: ${UNFINISHED}` }).click();
  await expect(page.getByText('Der Fragebogen gehört jetzt dem Kreisjugendamt, mit seinem Entwurf.')).toBeVisible();
  await page.getByRole('link', { name: 'Entwurf bearbeiten' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Entwurf: ${UNFINISHED}` })).toBeVisible();
});

test('without network the page says so, and what works without', async ({ page, context, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/ERR_INTERNET_DISCONNECTED/);
  await logIn(page, portal, 'KiSo', '/app/frageboegen');
  await expect(page.getByRole('heading', { level: 2, name: 'Eigene Fragebögen' })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Protokollbogen Hospitation' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Kein Netz' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Erhebungen' })).toBeVisible();
  await context.setOffline(false);
});
