// On paper a page is its content: nothing to click, and nothing that lies beyond the sheet or in a part that would have to be scrolled.
import type { Locator, Page } from '@playwright/test';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { openSurvey } from '../../pages/survey.ts';

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

/** Looks at the page on the screen, then on paper. */
async function expectOnPaper(page: Page, content: Locator): Promise<void> {
  await expect(content).toBeVisible();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await page.setViewportSize({ width: SHEET.upright, height: 960 });
  await page.emulateMedia({ media: 'print' });
  await expect(content).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByRole('link', { name: /als (Excel|CSV|PDF)-Datei$/ })).toHaveCount(0);
  // A head by which a table is sorted is read, too, and so is an amount that explains itself.
  await expect(page.locator('.kern-btn:visible, button:not(.table__sort, .amount, .kern-sr-only):visible')).toHaveCount(0);
  expect(await cutParts(page)).toEqual([]);
}

for (const [what, open] of Object.entries(PAGES)) {
  test(`${what}: nothing to click is printed, and nothing is cut`, async ({ page, portal }) => {
    await logIn(page, portal, 'Koordination');
    await expectOnPaper(page, await open(page));
  });
}

/** Where a page is found: its address, or a list and how the address of its first entry begins; and what of it must be on paper. */
type Printed = [content: string, address: string, first?: string];

const OF_THE_OFFICE: Record<string, Printed> = {
  'a plan of payments': ['main table', '/app/auszahlung/2025'],
  'a payment run': ['.payout__iban', '/app/auszahlung/2025', '/app/auszahlung/2025/'],
  'a settlement': ['main table', '/app/abrechnung/2025'],
  'a Verwendungsnachweis': ['main h1', '/app/abrechnung/2025', '/app/abrechnung/2025/'],
  'a Kita': ['dl.facts', '/app/verzeichnis/kitas', '/app/verzeichnis/kitas/'],
  'the audit log': ['details.audit', '/app/protokoll'],
  'what a year of events came to': ['main h2', '/app/veranstaltungen/auswertung'],
};

const PUBLIC: Record<string, Printed> = {
  'what is announced': ['.event-list__title', '/veranstaltungen'],
  'one event': ['.event-lines', '/veranstaltungen', '/veranstaltungen/'],
  'a legal page': ['main h2', '/datenschutz'],
};

async function expectEachOnPaper(page: Page, pages: Record<string, Printed>): Promise<void> {
  for (const [what, [content, address, first]] of Object.entries(pages)) {
    await test.step(what, async () => {
      await page.emulateMedia({ media: null });
      await page.goto(address);
      if (first !== undefined) {
        const entry = page.locator(`main :is(tbody, .event-list) a[href^="${first}"]`).first();
        await page.goto((await entry.getAttribute('href')) ?? '');
      }
      const shown = page.locator(content).first();
      await expect(shown).toBeVisible();
      await expect(page.locator('.loading')).toHaveCount(0);
      await expectOnPaper(page, shown);
    });
  }
}

test('money, records, the log and statistics: nothing to click is printed, and nothing is cut', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  await expectEachOnPaper(page, OF_THE_OFFICE);
});

test('public pages and a survey: nothing to click is printed, and nothing is cut', async ({ page, portal }) => {
  test.slow();
  await expectEachOnPaper(page, PUBLIC);
  await page.emulateMedia({ media: null });
  await logIn(page, portal, 'Koordination');
  await page.goto(await openSurvey(page, 'Umfrage auf Papier'));
  await expectOnPaper(page, page.getByRole('group', { name: 'Kennen Sie das Angebot?' }));
});
