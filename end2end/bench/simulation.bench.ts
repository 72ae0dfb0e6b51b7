// The simulation: from the movement of a slider to the frame that shows its effect. Goals: with 98 Kitas p50 16 ms and p95
// 33 ms; with 5,000, whose table is open, 100 ms.
import { logIn } from '../fixtures/logins.ts';
import { simulateWith } from '../fixtures/many.ts';
import { expect, test } from '../fixtures/portal.ts';
import { spread } from './spread.ts';

const ROUNDS = 200;

for (const kitas of [98, 5_000]) {
  test(`slider to repaint with ${kitas} Kitas`, async ({ page, portal }) => {
    test.setTimeout(300_000);
    const isLong = kitas > 98;
    if (isLong) await simulateWith(page, kitas);
    await logIn(page, portal, 'Koordination');
    await page.goto('/app/budget/2025/simulation');
    await expect(page.getByRole('status').filter({ hasText: /^KiSo-Topf / })).toBeVisible();
    if (isLong) {
      await page.locator('summary').filter({ hasText: /^Kitas$/ }).click();
      await expect(page.getByRole('table', { name: 'Kitas', exact: true })).toHaveAttribute('aria-rowcount', String(kitas + 1));
    }
    const times = await page.evaluate(async (rounds) => {
      const slider = document.querySelector<HTMLInputElement>('#slider_land')!;
      const all = [...document.querySelectorAll<HTMLElement>('[role="status"]')];
      const told = all.find((found) => found.textContent?.startsWith('KiSo-Topf'))!;
      const times: number[] = [];
      // What runs after a frame has been painted.
      const painted = (): Promise<void> =>
        new Promise((resolve) => {
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve();
            channel.port2.postMessage(undefined);
          });
        });
      for (let round = 0; round < rounds; round += 1) {
        const before = told.textContent;
        // Chromium hands a movement of the pointer over at the beginning of a frame, and so does this.
        await new Promise(requestAnimationFrame);
        const begin = performance.now();
        slider.value = String(1_500 + (round % 2 === 0 ? round : 400 - round));
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        const channel = new MessageChannel();
        await new Promise<void>((resolve) => {
          channel.port1.onmessage = () => resolve();
          channel.port2.postMessage(undefined);
        });
        while (told.textContent === before) await painted();
        times.push(performance.now() - begin);
      }
      return times;
    }, ROUNDS);
    console.log(`slider to repaint, ${kitas} Kitas, ${ROUNDS} rounds: ${spread(times)}`);
  });
}
