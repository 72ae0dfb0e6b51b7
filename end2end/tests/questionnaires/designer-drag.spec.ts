// Moving questions by their grip: with a finger, and giving up on the way.
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { add, begin, saved } from '../../pages/designer.ts';
import type { CDPSession, Locator, Page } from '@playwright/test';

// High enough for the whole list: at the edges of the window the page would scroll under the finger.
test.use({ hasTouch: true, viewport: { width: 390, height: 1600 } });

interface Point {
  x: number;
  y: number;
}

const row = (page: Page, text: string) => page.locator('.outline__row').filter({ hasText: text });
const item = (page: Page, text: string) => page.locator('.outline__item').filter({ has: row(page, text) });
const grip = (page: Page, text: string) => item(page, text).locator('.outline__grip');

async function boxOf(element: Locator): Promise<Point & { width: number; height: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error(`${String(element)} cannot be seen`);
  return box;
}

async function middle(element: Locator): Promise<Point> {
  const { x, y, width, height } = await boxOf(element);
  return { x: x + width / 2, y: y + height / 2 };
}

/** What a touch screen tells the browser; `to` is left out where the finger leaves it. */
async function finger(session: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', to?: Point): Promise<void> {
  await session.send('Input.dispatchTouchEvent', { type, touchPoints: to ? [to] : [] });
}

async function carry(session: CDPSession, from: Point, to: Point): Promise<void> {
  await finger(session, 'touchStart', from);
  await finger(session, 'touchMove', { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
  await finger(session, 'touchMove', to);
}

/** Two questions and a section, all closed. */
async function threeRows(page: Page, title: string): Promise<void> {
  await begin(page, title);
  await add(page, 'Text', 'Erste');
  await add(page, 'Text', 'Zweite');
  await add(page, 'Abschnitt', 'Teil');
  await saved(page);
  await page.locator('.outline__row[aria-expanded="true"]').tap();
  await expect(page.locator('.editor')).toHaveCount(0);
  await row(page, 'Erste').scrollIntoViewIfNeeded();
}

test('a finger drags a question to another place, into a section and in front of it', async ({ page, portal, context }) => {
  await logIn(page, portal, 'Koordination');
  await threeRows(page, 'Mit dem Finger');
  const session = await context.newCDPSession(page);
  const texts = page.locator('.outline__text');

  await carry(session, await middle(grip(page, 'Zweite')), await middle(row(page, 'Erste')));
  await expect(item(page, 'Erste')).toHaveAttribute('data-drop', 'before');
  await finger(session, 'touchEnd');
  await expect(texts).toHaveText(['Zweite', 'Erste', 'Teil']);
  await expect(page.locator('[data-drop]')).toHaveCount(0);

  await carry(session, await middle(grip(page, 'Zweite')), await middle(row(page, 'Teil')));
  await expect(item(page, 'Teil')).toHaveAttribute('data-drop', 'inside');
  await finger(session, 'touchEnd');
  await expect(texts).toHaveText(['Erste', 'Teil', 'Zweite']);
  await expect(item(page, 'Zweite')).toHaveAttribute('data-depth', '1');

  const { x, y, width } = await boxOf(item(page, 'Teil'));
  await carry(session, await middle(grip(page, 'Zweite')), { x: x + width / 2, y: y + 4 });
  await expect(item(page, 'Teil')).toHaveAttribute('data-drop', 'before');
  await finger(session, 'touchEnd');
  await expect(texts).toHaveText(['Erste', 'Zweite', 'Teil']);
  await expect(item(page, 'Zweite')).toHaveAttribute('data-depth', '0');
  await saved(page);
});

test('a touch that the system takes away moves nothing, nor does a section dropped on itself', async ({ page, portal, context }) => {
  await logIn(page, portal, 'Koordination');
  await threeRows(page, 'Abgebrochen');
  const session = await context.newCDPSession(page);
  const texts = page.locator('.outline__text');

  await carry(session, await middle(grip(page, 'Zweite')), await middle(row(page, 'Erste')));
  await expect(item(page, 'Erste')).toHaveAttribute('data-drop', 'before');
  await finger(session, 'touchCancel');
  await expect(page.locator('[data-drop]')).toHaveCount(0);
  await expect(page.getByText('Nicht verschoben.')).toBeAttached();
  await expect(texts).toHaveText(['Erste', 'Zweite', 'Teil']);

  await carry(session, await middle(grip(page, 'Teil')), await middle(row(page, 'Teil')));
  await expect(item(page, 'Teil')).toHaveClass(/outline__item--dragged/);
  await expect(page.locator('[data-drop]')).toHaveCount(0);
  await finger(session, 'touchEnd');
  await expect(page.locator('.outline__item--dragged')).toHaveCount(0);
  await expect(texts).toHaveText(['Erste', 'Zweite', 'Teil']);
});

test('Escape gives up what the mouse drags', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await threeRows(page, 'Doch nicht');
  const from = await middle(grip(page, 'Zweite'));
  const to = await middle(row(page, 'Erste'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await expect(item(page, 'Erste')).toHaveAttribute('data-drop', 'before');
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-drop]')).toHaveCount(0);
  await page.mouse.up();
  await expect(page.getByText('Nicht verschoben.')).toBeAttached();
  await expect(page.locator('.outline__text')).toHaveText(['Erste', 'Zweite', 'Teil']);
});
