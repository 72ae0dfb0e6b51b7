// On paper a page is its content: nothing to click, and nothing that lies beyond the sheet or in a part that would have to be scrolled.
import type { Locator, Page } from '@playwright/test';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

/** Where each page is found, and what of it must be on paper. */
const PAGES: Record<string, (page: Page) => Promise<Locator>> = {
  accounts: async (page) => {
    await page.goto('/app/konten');
    return page.getByRole('table');
  },
  'the list of all Kitas': async (page) => {
    await page.goto('/app/verzeichnis/kitas');
    return page.getByRole('rowheader').filter({ hasText: /^076$/ });
  },
  'an event with its participants': async (page) => {
    // The office's list draws only what is in sight, and other tests have filled it.
    await page.goto('/veranstaltungen');
    const link = page.locator('main a[href^="/veranstaltungen/"]').filter({ hasText: 'Tandem-Startseminar für neue Kitas' }).first();
    await page.goto(`/app${await link.getAttribute('href')}`);
    return page.getByRole('table').filter({ hasText: 'Amalia Erfunden' }).first();
  },
  'an evaluation': async (page) => {
    await page.goto('/app/frageboegen');
    await page.getByRole('link', { name: 'Elternbefragung zur Kita-Sozialarbeit' }).click();
    await page.getByRole('link', { name: 'Auswerten', exact: true }).click();
    return page.getByRole('heading', { name: 'Wellen im Vergleich' });
  },
};

/** A4 upright and across, less the margins of `print.css`, at 96 pixels an inch. */
const SHEET = { upright: 680, across: 1047 };

/** Chromium prints what is wider than a sheet smaller, down to two thirds; beyond that it cuts. */
const SHRINKS = 1.5;

/** Parts of the content of which paper would show only some. */
async function cutParts(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ sheet, shrinks }) => {
      const content = document.querySelector('main');
      if (content === null) return ['no main'];
      const { left } = content.getBoundingClientRect();
      const parts = [...content.querySelectorAll('*')].filter(
        (part): part is HTMLElement =>
          part instanceof HTMLElement && part.checkVisibility() && part.closest('[class*="sr-only"], input, select, textarea') === null,
      );
      const lies = (part: HTMLElement) => {
        const isAcross = part.closest('.table-scroll:has(thead th:nth-child(10))') !== null;
        return part.getBoundingClientRect().right - left > shrinks * (isAcross ? sheet.across : sheet.upright);
      };
      const scrolls = (part: HTMLElement) =>
        getComputedStyle(part).overflow !== 'visible' &&
        (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1);
      return parts.filter((part) => lies(part) || scrolls(part)).map((part) => `${part.tagName} ${part.className}`);
    },
    { sheet: SHEET, shrinks: SHRINKS },
  );
}

for (const [what, open] of Object.entries(PAGES)) {
  test(`${what}: nothing to click is printed, and nothing is cut`, async ({ page, portal }) => {
    await logIn(page, portal, 'Koordination');
    const content = await open(page);
    await expect(content).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Bereiche' })).toBeVisible();
    await page.setViewportSize({ width: SHEET.upright, height: 960 });
    await page.emulateMedia({ media: 'print' });
    await expect(content).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('navigation')).toHaveCount(0);
    // A head by which a table is sorted is read, too.
    await expect(page.locator('.kern-btn:visible, button:not(.table__sort):visible')).toHaveCount(0);
    expect(await cutParts(page)).toEqual([]);
  });
}
