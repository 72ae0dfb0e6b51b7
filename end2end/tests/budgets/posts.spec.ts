// Posts: an Anstellungsträger enters one on a phone and by keyboard, reports a vacancy without a reason, and is told when
// somebody was faster. The Koordination sees both; another's posts do not exist.
import type { Page } from '@playwright/test';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { call } from '../../pages/budgets.ts';
import { faults, personAt, watchConsoles } from '../../pages/people.ts';

/** Far away: on the days of other tests no post is vacant because of this one. */
const YEAR = '2030';
const ADDRESS = `/app/budget/${YEAR}/stellen`;
const POST = 'Stelle Zukunft';
const PHONE = { width: 360, height: 800 };

watchConsoles();

/** The person provoked these answers; everything else is a fault. */
async function expectOnlyRefusals(status: number): Promise<void> {
  await expect.poll(() => faults.length).toBeGreaterThan(0);
  const said = faults.splice(0);
  expect(said.filter((fault) => !fault.includes(`status of ${status}`))).toEqual([]);
}

/** Filled posts of a month, as the table says. */
async function filled(page: Page, month: string): Promise<number> {
  const row = page.getByRole('table', { name: /^Geplant und besetzt / }).getByRole('row', { name: new RegExp(`^${month} `) });
  const text = (await row.getByRole('cell').nth(2).textContent()) ?? '';
  return Number(text.replace(',', '.'));
}

/** Goes to a form from its summary, and unfolds it where it is folded, without a mouse. */
async function open(page: Page, form: string): Promise<void> {
  await page.locator(`details.${form} > summary`).focus();
  if ((await page.locator(`details.${form}[open]`).count()) === 0) await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
}

test('a post and a vacancy are entered on a phone and seen by the Koordination', async ({ browser, portal }) => {
  test.setTimeout(240_000);
  const employer = await personAt(browser, portal, 'Anstellungsträger', ADDRESS);
  await employer.setViewportSize(PHONE);
  await expect(employer.getByText('Für dieses Jahr ist noch nichts berechnet.')).toBeVisible();
  await expectOneName(employer);

  const enter = employer.locator('details.post__enter');
  await open(employer, 'post__enter');
  await expect(enter.getByLabel('Welche Stelle')).toBeFocused();
  await employer.keyboard.press('Tab');
  await employer.keyboard.type(POST);
  await employer.keyboard.press('Tab');
  await employer.keyboard.type('19,5');
  await expect(enter.getByText('Das sind 0,5000 VZÄ.')).toBeVisible();
  await employer.keyboard.press('Tab');
  await expect(enter.getByLabel('Entgeltgruppe')).toBeFocused();
  await employer.keyboard.type('krank');
  await employer.keyboard.press('Enter');
  await expect(enter.getByText('2 Angaben stimmen noch nicht.')).toBeVisible();
  await expect(enter.getByLabel('Bezeichnung')).toHaveValue(POST);
  await expectGoodLook(employer, 'a post with faults');
  await employer.setViewportSize(PHONE);
  await enter.getByLabel('Beginn').fill(`${YEAR}-01-01`);
  await enter.getByLabel('Besetzt ab').fill(`${YEAR}-01-01`);
  await enter.getByLabel('Entgeltgruppe').fill('S 12');
  await employer.keyboard.press('Enter');
  await expect(employer.getByText('Die Stelle ist gespeichert.')).toBeVisible();
  const own = employer.getByRole('table', { name: /^Stellen / }).getByRole('row').filter({ hasText: POST });
  await expect(own).toContainText(`besetzt ab dem 01.01.${YEAR}`);

  // Somebody else of the same Anstellungsträger has the page open meanwhile.
  const late = await employer.context().newPage();
  await late.goto(ADDRESS);
  await expect(late.getByRole('heading', { name: 'Stellen melden' })).toBeVisible();

  // What is typed in one form stays while another one is sent.
  await open(employer, 'post__enter');
  await enter.getByLabel('Bezeichnung').fill('Halb getippt');
  const vacancy = employer.locator('details.post__vacancy');
  await open(employer, 'post__vacancy');
  await expect(vacancy.getByLabel('Unbesetzte Stelle')).toBeFocused();
  await vacancy.getByLabel('Unbesetzte Stelle').selectOption({ label: POST });
  await vacancy.getByLabel('Unbesetzt ab').fill(`${YEAR}-04-16`);
  await vacancy.getByLabel('Unbesetzt bis').fill(`${YEAR}-04-30`);
  await vacancy.getByRole('button', { name: 'Vakanz melden' }).press('Enter');
  await expect(employer.getByText('Die Vakanz ist gemeldet.')).toBeVisible();
  await expect(enter.getByLabel('Bezeichnung')).toHaveValue('Halb getippt');
  await expect(vacancy.getByLabel('Unbesetzt ab')).toHaveValue('');
  await expect(own).toContainText(`unbesetzt vom 16.04.${YEAR} bis zum 30.04.${YEAR}`);
  expect((await filled(employer, 'März')) - (await filled(employer, 'April'))).toBeCloseTo(0.25, 4);
  await expectGoodLook(employer, 'the own posts');

  await late.locator('details.post__filling > summary').click();
  const filling = late.locator('details.post__filling');
  await filling.getByLabel('Besetzte Stelle').selectOption({ label: POST });
  await filling.getByLabel('Wieder besetzt ab').fill(`${YEAR}-04-20`);
  await filling.getByRole('button', { name: 'Besetzung melden' }).click();
  await expect(filling.getByText(/Jemand anderes hat dasselbe inzwischen geändert/)).toBeVisible();
  await expect(filling.getByLabel('Wieder besetzt ab')).toHaveValue(`${YEAR}-04-20`);
  await expectOnlyRefusals(409);

  const koordination = await personAt(browser, portal, 'Koordination', ADDRESS);
  await expect(koordination.locator('details.employer')).toHaveCount(12);
  const theirs = koordination.locator('details.employer').filter({ hasText: POST });
  await theirs.locator('summary').click();
  await expect(theirs.getByRole('row').filter({ hasText: POST })).toContainText(`unbesetzt vom 16.04.${YEAR}`);
  await expect(koordination.getByRole('heading', { name: 'Stellen melden' })).toHaveCount(0);
  await expectGoodLook(koordination, 'everybody’s posts');

  // To another Anstellungsträger the post does not exist, even with its right revision.
  interface Seen {
    rows: { name: string; posts: { post: string; revision: number; name: string }[] }[];
  }
  const mine = JSON.parse((await call(employer, 'posts', { year: Number(YEAR) })).body) as Seen;
  const post = mine.rows[0]?.posts.find((found) => found.name === POST);
  expect(mine.rows).toHaveLength(1);
  const other = await personAt(browser, portal, 'Anstellungsträger 2', ADDRESS);
  await expect(other.locator('details.employer')).toHaveCount(1);
  await expect(other.locator('details.employer')).not.toContainText(mine.rows[0]?.name ?? '');
  await expect(other.getByText(POST)).toHaveCount(0);
  const input = { vacant_from: `${YEAR}-05-01`, vacant_to: `${YEAR}-05-02` };
  const answer = await call(other, 'vacate-post', { post: post?.post, seen: post?.revision, input });
  expect(answer.status).toBe(404);
  await expectOnlyRefusals(404);
  await employer.reload();
  await expect(own).toContainText(`unbesetzt vom 16.04.${YEAR}`);
  await expect(own).not.toContainText('unbesetzt vom 01.05.');
  for (const page of [employer, koordination, other]) await page.context().close();
});

test('a post is changed and ended, and what is planned leads to its derivation', async ({ browser, portal }) => {
  test.setTimeout(180_000);
  const employer = await personAt(browser, portal, 'Anstellungsträger', ADDRESS);
  const enter = employer.locator('details.post__enter');
  await open(employer, 'post__enter');
  await enter.getByLabel('Bezeichnung').fill('Stelle auf Zeit');
  await enter.getByLabel('Wochenstunden').fill('39');
  await enter.getByLabel('Entgeltgruppe').fill('S 12');
  await enter.getByLabel('Beginn').fill(`${YEAR}-02-01`);
  await enter.getByRole('button', { name: 'Stelle speichern' }).press('Enter');
  await expect(employer.getByText('Die Stelle ist gespeichert.')).toBeVisible();
  const own = employer.getByRole('table', { name: /^Stellen / }).getByRole('row').filter({ hasText: 'Stelle auf Zeit' });
  await expect(own).toContainText(`unbesetzt ab dem 01.02.${YEAR}`);
  // What is said takes the focus a moment later: the keys below would be pressed there.
  await expect(employer.locator('.outcome').filter({ hasText: 'Die Stelle ist gespeichert.' })).toBeFocused();

  await open(employer, 'post__enter');
  await enter.getByLabel('Welche Stelle').selectOption({ label: 'Stelle auf Zeit' });
  await expect(enter.getByLabel('Wochenstunden')).toHaveValue('39,00');
  await expect(enter.getByLabel('Besetzt ab')).toHaveCount(0);
  await enter.getByLabel('Ende').fill(`${YEAR}-06-30`);
  await enter.getByRole('button', { name: 'Stelle speichern' }).press('Enter');
  await expect(own).toContainText(`unbesetzt vom 01.02.${YEAR} bis zum 30.06.${YEAR}`);

  await employer.goto('/app/budget/2026/stellen');
  await employer.getByRole('button', { name: /^1,5155, Herleitung VZÄ / }).first().click();
  const dialog = employer.getByRole('dialog');
  await expect(dialog.getByRole('heading', { level: 2 })).toHaveText(/^Herleitung VZÄ /);
  await employer.keyboard.press('Escape');
  await employer.getByRole('button', { name: /Herleitung VZÄ fehlend .* April$/ }).click();
  await expect(dialog.locator('.derivation__sum').first()).toContainText('1,5155 VZÄ − ');
  await expect(dialog.locator('.derivation__sum').nth(1)).toContainText(' ÷ (30 Tage × 39,00 Std.) = ');
});
