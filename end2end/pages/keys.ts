// What people press who have no pointer: Tab, Enter, Space, arrows and letters, and nothing else.
import { expect, type Locator, type Page } from '@playwright/test';

/** Presses Tab (or Shift+Tab) until the element has the focus, as people without a mouse do. */
export async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${String(wanted)} cannot be reached with ${key}; the focus is on ${await focusedPlace(page)}`);
}

function focusedPlace(page: Page): Promise<string> {
  return page.evaluate(() => {
    const place = document.activeElement ?? document.body;
    const said = (place.getAttribute('aria-label') ?? place.textContent ?? '').trim().slice(0, 40);
    return `<${place.tagName.toLowerCase()} id="${place.id}"> ${said}`;
  });
}

/** Types into a field that is reached by Tab. What stands in a field of one line is selected then, and goes. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
  await expect(field).toHaveValue(text);
}

/** In which order a date field has its parts: that of the browser's own language, which no page can set or ask for. */
type Parts = 'day first' | 'month first';

function digits(date: string, parts: Parts): string {
  const [year, month, day] = date.split('-');
  return parts === 'day first' ? `${day}${month}${year}` : `${month}${day}${year}`;
}

/** Types an ISO date part by part into a field that is reached by Tab; returns which order of the parts was the right one. */
export async function typeDate(page: Page, field: Locator, date: string, orders: Parts[] = ['day first', 'month first']): Promise<Parts> {
  await tabTo(page, field);
  for (const parts of orders) {
    // To its first part: Tab leads there, but the part typed last has the focus at another try.
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type(digits(date, parts));
    if ((await field.inputValue()) === date) return parts;
  }
  throw new Error(`${String(field)} has not become ${date} but "${await field.inputValue()}"`);
}

/** Chooses in a list with the arrow, one after the other. */
export async function choose(page: Page, list: Locator, label: string): Promise<void> {
  await tabTo(page, list);
  const chosen = list.locator('option:checked');
  const choices = await list.locator('option').count();
  for (let press = 0; press < choices && (await chosen.textContent()) !== label; press += 1) await page.keyboard.press('ArrowDown');
  await expect(chosen).toHaveText(label);
}

/** Presses a button that is reached by Tab. */
export async function pressByKey(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await tabTo(page, page.getByRole('button', { name, exact: true }), key);
  await page.keyboard.press('Enter');
}

/** The same with a button that asks once more: the focus is on "Abbrechen" then, and what acts stands before it. */
export async function confirmByKey(page: Page, name: string, yes: string): Promise<void> {
  await pressByKey(page, name);
  await expect(page.getByRole('button', { name: 'Abbrechen', exact: true })).toBeFocused();
  await pressByKey(page, yes, 'Shift+Tab');
}

/** Follows a link of the page that is reached by Tab, to the page with this heading, which has the focus then. */
export async function followByKey(page: Page, name: string, heading: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await tabTo(page, page.getByRole('main').getByRole('link', { name, exact: true }), key);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeFocused();
}
