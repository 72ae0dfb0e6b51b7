import type { Page } from '@playwright/test';
import { untilLive } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { planSeminar } from '../../pages/events.ts';

test('the first tab stop leads past the navigation', async ({ page }) => {
  await page.goto('/impressum');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Zum Inhalt' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#inhalt$/);
});

/** The places that Tab should lead to, in the order of the document, kept in the page; of a group of radio buttons one. */
async function findStops(page: Page): Promise<number> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
      (place) => place.tabIndex >= 0 && !place.matches(':disabled') && place.checkVisibility({ visibilityProperty: true }),
    );
    const radios = all.filter((place) => place instanceof HTMLInputElement && place.type === 'radio') as HTMLInputElement[];
    const first = (name: string) => {
      const group = radios.filter((radio) => radio.name === name);
      return group.find((radio) => radio.checked) ?? group[0];
    };
    const stops = all.filter((place) => !(place instanceof HTMLInputElement && place.type === 'radio') || first(place.name) === place);
    Object.assign(window, { stops });
    return stops.length;
  });
}

/** Where the focus is, by the number that [`findStops`] gave the place; what its ring looks like, and whether anything lies above it. */
async function focused(page: Page): Promise<{ stop: number; what: string; ring: string; isCovered: boolean }> {
  return page.evaluate(() => {
    const place = document.activeElement ?? document.body;
    const { stops } = window as unknown as { stops: Element[] };
    // Leaving a field may have put a sentence above this one.
    place.scrollIntoView({ block: 'nearest' });
    const box = [...place.getClientRects()].find(({ width, height }) => width > 0 && height > 0) ?? new DOMRect();
    const hit = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 20));
    const { outlineStyle, outlineWidth } = getComputedStyle(place);
    return {
      stop: stops.indexOf(place),
      what: `${place.tagName} ${place.id} ${(place.textContent ?? '').trim().slice(0, 40)}`,
      ring: `${outlineStyle} ${outlineWidth}`,
      isCovered: hit === null || !place.contains(hit),
    };
  });
}

/** Tab, from the top of the page to its last stop: each is reached once and in order, has a ring, and nothing lies above it. */
async function expectEveryStopSeen(page: Page, more: number): Promise<void> {
  const stops = await findStops(page);
  expect(stops).toBeGreaterThan(more);
  const reached: number[] = [];
  // A field for a date is several stops of the browser's own: day, month, year and the calendar.
  for (let press = 0; press < 5 * stops && reached.at(-1) !== stops - 1; press += 1) {
    await page.keyboard.press('Tab');
    const { stop, what, ring, isCovered } = await focused(page);
    if (stop < 0 || stop === reached.at(-1)) continue;
    expect(ring, `ring of tab stop ${stop}, ${what}`).toMatch(/^solid [3-4]px$/);
    expect(isCovered, `something lies above tab stop ${stop}, ${what}`).toBe(false);
    reached.push(stop);
  }
  expect(reached, 'tab stops in the order in which they were reached').toEqual(Array.from({ length: stops }, (_, stop) => stop));
}

for (const [address, more] of [['/rueckmeldung', 8], ['/anmelden', 8]] as const) {
  test(`${address}: every tab stop can be seen, in the order of the page`, async ({ page }) => {
    await page.goto(address);
    await untilLive(page);
    await expectEveryStopSeen(page, more);
  });
}

test('a registration: every tab stop can be seen, in the order of the page', async ({ page, portal }) => {
  const address = await planSeminar(page, portal, 'Startseminar mit Tastatur', 4);
  await page.goto(address);
  await untilLive(page);
  await expect(page.getByRole('button', { name: 'Verbindlich anmelden' })).toBeVisible();
  await expectEveryStopSeen(page, 12);
});

test('planning an event: every tab stop can be seen, in the order of the page', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/veranstaltungen/neu');
  await expect(page.getByRole('button', { name: 'Tag hinzufügen' })).toBeVisible();
  await expectEveryStopSeen(page, 40);
});

test('a new page takes the focus to its heading, the first one does not', async ({ page }) => {
  await page.goto('/');
  await untilLive(page);
  await expect(page.locator('body')).toBeFocused();
  await page.getByRole('link', { name: 'Barriere melden' }).click();
  const heading = page.getByRole('heading', { level: 1, name: 'Barriere oder Fehler melden' });
  await expect(heading).toBeFocused();
  await expect(page).toHaveTitle('Barriere oder Fehler melden – Sozialraumportal');
  await expect(page.getByRole('link', { name: 'Barriere melden' })).toHaveAttribute('aria-current', 'page');
});

test('on a phone the areas unfold, lead to a page and fold again, by keyboard alone', async ({ page, portal }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await logIn(page, portal, 'Koordination');
  const areas = page.getByRole('navigation', { name: 'Bereiche' });
  await expect(areas.getByRole('link', { name: 'Konten' })).toBeHidden();
  await areas.locator('summary').focus();
  await page.keyboard.press('Enter');
  await areas.getByRole('link', { name: 'Konten' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Konten' })).toBeFocused();
  await expect(areas.getByRole('link', { name: 'Konten' })).toBeHidden();
});
