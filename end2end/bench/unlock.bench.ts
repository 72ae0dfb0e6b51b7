// The PIN: what deriving the key costs (goal: 500 ms, unthrottled), and a cold start without network from the confirmed PIN to
// the questionnaire that can be typed into (goal: 2.0 s at a fourth of the speed).
import type { CDPSession, Page } from '@playwright/test';
import { PIN, enterPin, fillLoginForm } from '../fixtures/logins.ts';
import { expect, test } from '../fixtures/portal.ts';
import { WORKS_WELL } from '../pages/field.ts';

const ROUNDS = 10;

const median = (times: number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

/** Milliseconds from the press of the button to the first frame in which `selector` is on the page. */
async function untilShown(page: Page, pin: string, selector: string): Promise<number> {
  await page.locator('#pin').fill(pin);
  return page.evaluate(async (selector) => {
    const button = document.querySelector<HTMLButtonElement>('form button[type=submit].kern-btn--primary');
    if (!button) throw new Error('no button');
    const pressed = performance.now();
    button.click();
    await new Promise<void>((resolve) => {
      const look = (): void => (document.querySelector(selector) ? resolve() : void requestAnimationFrame(look));
      requestAnimationFrame(look);
    });
    return performance.now() - pressed;
  }, selector);
}

async function slowDown(session: CDPSession, rate: number): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

test('entering the PIN', async ({ page, context, portal }) => {
  test.setTimeout(300_000);
  await fillLoginForm(page, portal, 'KiSo');
  await page.goto('/app/erhebungen');
  await enterPin(page, PIN);
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await enterPin(page, PIN);
  await page.getByRole('button', { name: /^Neu ausfüllen.*Protokollbogen/ }).click();
  await expect(page.getByLabel(WORKS_WELL)).toBeVisible();
  const address = page.url();
  await context.setOffline(true);

  const derived: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.goto(address);
    // A wrong PIN costs the derivation and two short transactions.
    derived.push(await untilShown(page, '99999999', '.kern-error'));
    await enterPin(page, PIN);
    await expect(page.getByLabel(WORKS_WELL)).toBeVisible();
  }
  const session = await context.newCDPSession(page);
  const opened: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.goto(address);
    await expect(page.locator('#pin')).toBeVisible();
    await slowDown(session, 4);
    opened.push(await untilShown(page, PIN, '[data-saved]'));
    await slowDown(session, 1);
  }
  const [once, cold] = [median(derived), median(opened)];
  console.log(`wrong PIN (derivation and two transactions), ${ROUNDS} rounds: median ${once.toFixed(0)} ms, max ${Math.max(...derived).toFixed(0)} ms`);
  console.log(`right PIN to questionnaire, offline, 4x slower, ${ROUNDS} rounds: median ${cold.toFixed(0)} ms, max ${Math.max(...opened).toFixed(0)} ms`);
});
