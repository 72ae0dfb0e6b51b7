// The simulation of 98 Kitas: from the movement of a slider to the frame that shows its effect (goal: p50 16 ms, p95 33 ms).
import { logIn } from '../fixtures/logins.ts';
import { expect, test } from '../fixtures/portal.ts';

const ROUNDS = 200;

test('slider to repaint', async ({ page, portal }) => {
  test.setTimeout(300_000);
  await logIn(page, portal, 'Koordination');
  await page.goto('/app/budget/2025/simulation');
  await expect(page.getByRole('status').filter({ hasText: /^KiSo-Topf / })).toBeVisible();
  const times = await page.evaluate(async (rounds) => {
    const slider = document.querySelector<HTMLInputElement>('#slider_land')!;
    const told = [...document.querySelectorAll<HTMLElement>('[role="status"]')].find((found) => found.textContent?.startsWith('KiSo-Topf'))!;
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = told.textContent;
      const begin = performance.now();
      slider.value = String(1_500 + (round % 2 === 0 ? round : 400 - round));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      // Once the text is there, the frame after the next one has been painted.
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (told.textContent !== before) {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve();
            channel.port2.postMessage(undefined);
          } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      times.push(performance.now() - begin);
    }
    return times;
  }, ROUNDS);
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? NaN).toFixed(1);
  console.log(`slider to repaint, 98 Kitas, ${ROUNDS} rounds: median ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms`);
});
