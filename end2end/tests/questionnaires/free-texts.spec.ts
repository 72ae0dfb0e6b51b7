// Free texts of respondents: the KiSo goes through them by keyboard, the Koordination sees what was released and nothing else.
import type { Page } from '@playwright/test';
import { linesOf, textBehind } from '../../fixtures/files.ts';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

const SURVEY = 'Elternbefragung zur Kita-Sozialarbeit';

const headingOf = (page: Page) => page.getByRole('heading', { level: 2, name: /^Text \d+ von \d+$/ });
const previewOf = (page: Page) => page.locator('.free-text__preview');

/** To the texts of the first survey in the list. */
async function openTexts(page: Page): Promise<void> {
  await page.goto('/app/erhebungen/freitexte');
  await page.getByRole('link', { name: new RegExp(`^Texte durchsehen ?: ${SURVEY}`) }).first().click();
  await expect(headingOf(page)).toBeVisible();
}

test('a KiSo goes through free texts by keyboard, and the Koordination sees what was released', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'KiSo');
  await page.goto('/app');
  await expect(page.getByText(/freier? Texte? aus (einer Befragung|Befragungen) wart(et|en) darauf/)).toBeVisible();
  await expectGoodLook(page, 'a start page with free texts that wait');
  await expect(page.getByRole('link', { name: 'Freie Texte durchsehen' })).toHaveAttribute('href', '/app/erhebungen/freitexte');
  await page.goto('/app/erhebungen');
  await page.getByRole('link', { name: 'Freie Texte' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Freie Texte' })).toBeVisible();
  await expect(page.getByText(/\d+ freie Texte, /).first()).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'Erhebungen with free texts');
  await openTexts(page);
  await expectOneName(page);

  // To the text in which somebody is named: the name is blacked out already, as a proposal.
  const heading = headingOf(page);
  const preview = previewOf(page);
  const count = Number(/von (\d+)$/.exec((await heading.textContent()) ?? '')?.[1]);
  for (let left = count; left > 0 && !(await preview.textContent())?.includes('Bitte danken Sie'); left -= 1) {
    const before = (await heading.textContent()) ?? '';
    await page.getByRole('button', { name: 'Nächster Text' }).press('Enter');
    await expect(heading).not.toHaveText(before);
    await expect(heading).toBeFocused();
  }
  await expect(preview).toHaveText(/Bitte danken Sie Frau \[geschwärzt\] von uns\.$/);

  // One stop for Tab, arrows within the text, the space bar blacks out and takes it back.
  const words = page.getByRole('group', { name: 'Wörter des Textes' }).getByRole('button');
  await heading.focus();
  await page.keyboard.press('Tab');
  await expect(words.first()).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  const von = words.filter({ hasText: /^von$/ });
  await expect(von).toBeFocused();
  await page.keyboard.press('Space');
  await expect(von).toHaveAttribute('aria-pressed', 'true');
  await expect(preview).toHaveText(/Frau \[geschwärzt\] uns\.$/);
  // What is marked stays when another text is looked at first.
  const marked = (await heading.textContent()) ?? '';
  await page.getByRole('button', { name: 'Nächster Text' }).click();
  await expect(heading).not.toHaveText(marked);
  await page.getByRole('button', { name: 'Voriger Text' }).click();
  await expect(heading).toHaveText(marked);
  await expect(von).toHaveAttribute('aria-pressed', 'true');
  await von.focus();
  await page.keyboard.press('Space');
  await expect(von).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Geschwärzt freigeben' })).toBeFocused();
  await expectGoodLook(page, 'a free text with a word blacked out');
  await page.getByRole('button', { name: 'Geschwärzt freigeben' }).press('Enter');
  await expect(page.getByText('Der Text ist geschwärzt freigegeben.')).toBeVisible();
  await expect(heading).toBeFocused();

  await page.getByRole('button', { name: 'Zurückhalten' }).press('Enter');
  await expect(page.getByText('Der Text ist zurückgehalten.')).toBeVisible();
  const plain = (await preview.textContent()) ?? '';
  await page.getByRole('button', { name: 'Freigeben', exact: true }).press('Enter');
  await expect(page.getByText('Der Text ist freigegeben.')).toBeVisible();

  const context = await browser.newContext({ baseURL: portal.url });
  const office = await context.newPage();
  await logIn(office, portal, 'Koordination', '/app/frageboegen');
  await office.getByRole('link', { name: SURVEY }).click();
  await office.getByRole('link', { name: 'Auswerten', exact: true }).click();
  const released = office.locator('.released li');
  await expect(released.filter({ hasText: 'Bitte danken Sie Frau [geschwärzt] von uns.' })).toHaveCount(1);
  await expect(released.filter({ hasText: plain }).first()).toBeVisible();
  await expect(office.getByText('Sonnenschein')).toHaveCount(0);
  await expectGoodLook(office, 'an evaluation with released texts');
  const text = await textBehind(office.getByRole('link', { name: 'Freie Texte (CSV)' }));
  expect(linesOf(text)[0]).toBe('\u{FEFF}Name;Frage;Freigegebener Text');
  expect(text).toContain('Frau [geschwärzt] von uns.');
  expect(text).not.toContain('Sonnenschein');

  // Those that no KiSo decides about are the office's, and no others.
  await expect(office.getByText(/freie Texte hat noch niemand durchgesehen/)).toBeVisible();
  await office.getByRole('link', { name: 'Texte, über die Sie entscheiden' }).click();
  await expect(office.getByRole('heading', { level: 1, name: 'Freie Texte' })).toBeVisible();
  await expect(office.getByText('Wo es keine gibt, entscheiden Sie')).toBeVisible();
  await expect(office.getByText('Hat die zugeordnete KiSo kein Konto, warten die Texte')).toBeVisible();
  await expectGoodLook(office, 'free texts about which the Koordination decides');
  await context.close();
});

test('who decides about a text that somebody else has decided meanwhile is told, and sees how it stands', async ({
  page,
  context,
  portal,
  expectedConsoleErrors,
}) => {
  // The second decision is answered by a conflict.
  expectedConsoleErrors.push(/status of 409/);
  await logIn(page, portal, 'KiSo');
  await openTexts(page);
  const second = await context.newPage();
  await openTexts(second);
  const shown = (await headingOf(page).textContent()) ?? '';
  await expect(headingOf(second)).toHaveText(shown);

  await page.getByRole('button', { name: 'Zurückhalten' }).click();
  await expect(page.getByText('Der Text ist zurückgehalten.')).toBeVisible();
  await second.getByRole('button', { name: /freigeben$/i }).click();
  await expect(second.getByText('Über diesen Text hat inzwischen jemand anderes entschieden')).toBeVisible();
  await expect(headingOf(second)).toHaveText(shown);
  await expect(second.getByText('zurückgehalten', { exact: true })).toBeVisible();
  await expectGoodLook(second, 'a free text about which somebody else has decided');

  // Now it was seen, and whoever wants can change it.
  await second.getByRole('button', { name: /freigeben$/i }).click();
  await expect(second.getByText(/^Der Text ist (geschwärzt )?freigegeben\./)).toBeVisible();
});
