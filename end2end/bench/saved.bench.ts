// From a letter typed to "auf diesem Gerät gespeichert" on the screen, after a strict write (goal: p95 30 ms, 100 ms at a
// fourth of the speed).
import type { Page } from '@playwright/test';
import { logIn } from '../fixtures/logins.ts';
import { test } from '../fixtures/portal.ts';
import { WORKS_WELL, beginSheet, saved } from '../pages/field.ts';
import { spread } from './spread.ts';

const LETTERS = 200;

/** Milliseconds from each letter's event to the moment in which the page says that it is saved. */
async function typeLetters(page: Page, letters: number): Promise<number[]> {
  return page.getByLabel(WORKS_WELL).evaluate(async (element, letters) => {
    const field = element as HTMLInputElement;
    const status = document.querySelector<HTMLElement>('[data-saved]');
    if (!status) throw new Error('the page does not say whether it is saved');
    const times: number[] = [];
    for (let letter = 0; letter < letters; letter += 1) {
      const said = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (status.dataset['saved'] !== 'true') return;
          observer.disconnect();
          resolve();
        });
        observer.observe(status, { attributes: true });
      });
      const begin = performance.now();
      field.value = 'Wort '.repeat(20) + String(letter);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await said;
      times.push(performance.now() - begin);
      // As somebody who types fast does: ten letters a second.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return times;
  }, letters);
}

test('letter to saved', async ({ page, context, portal }) => {
  test.setTimeout(300_000);
  await logIn(page, portal, 'KiSo');
  await beginSheet(page);
  await saved(page);
  const session = await context.newCDPSession(page);
  for (const rate of [1, 4]) {
    await session.send('Emulation.setCPUThrottlingRate', { rate });
    const times = await typeLetters(page, LETTERS);
    console.log(`letter to "gespeichert", ${rate}x slower, ${LETTERS} letters: ${spread(times)}`);
  }
});
