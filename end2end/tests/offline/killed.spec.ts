// "auf diesem Gerät gespeichert" is true in every second: the whole browser is killed right after it, again and again (Q9: the
// last answer before an app was swiped away was missing).
// `cargo xtask crash browser [ROUNDS]` runs more rounds than the five of the test command.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startChromium } from '../../fixtures/chromium.ts';
import { answerPin, goOnAs, logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { WORKS_WELL, beginSheet } from '../../pages/field.ts';

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? '5');

/** Types an answer and returns in the moment in which the page says that it is saved. */
async function typeAndWait(page: Page, value: string): Promise<void> {
  await page.getByLabel(WORKS_WELL).evaluate(async (element, value) => {
    const field = element as HTMLInputElement;
    const status = document.querySelector<HTMLElement>('[data-saved]');
    if (!status) throw new Error('the page does not say whether it is saved');
    const saved = new Promise<void>((resolve) => {
      const look = () => {
        if (status.dataset['saved'] === 'true' && status.textContent?.includes('auf diesem Gerät gespeichert')) resolve();
      };
      new MutationObserver(look).observe(status, { attributes: true, childList: true, characterData: true, subtree: true });
    });
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await saved;
  }, value);
}

// Q9: the last answer counts as well when the app is swiped away.
test(`${ROUNDS} times killed right after "gespeichert": nothing is lost (Q9)`, async ({ portal }) => {
  test.setTimeout(60_000 + ROUNDS * 40_000);
  const profile = mkdtempSync(join(tmpdir(), 'sozialraumportal-profile-'));
  const written: { address: string; value: string }[] = [];
  let lost = 0;
  try {
    for (let round = 1; round <= ROUNDS + 1; round += 1) {
      const browser = await startChromium(profile);
      try {
        // Nothing may reach the server: it would give back what the device had lost.
        await browser.context.route(/\/api\/v1\/sync\/(status|changes|submissions)/, (route) => route.abort());
        const page = browser.context.pages()[0] ?? (await browser.context.newPage());
        // Each round opens what it looks at, and nothing before: a cold browser takes its time for every page.
        await answerPin(page);
        if (!(await goOnAs(page, portal, 'KiSo'))) await logIn(page, portal, 'KiSo');
        const due = round > ROUNDS ? written : written.slice(-1);
        for (const { address, value } of due) {
          await page.goto(address);
          const field = page.getByLabel(WORKS_WELL);
          await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('');
          // The PIN comes first; waiting for the field lets it be entered.
          const found = await expect(field).toBeVisible({ timeout: 20_000 }).then(() => field.inputValue(), () => undefined);
          if (found !== value) lost += 1;
        }
        if (round > ROUNDS) break;
        const address = await beginSheet(page, portal.url);
        const value = `Runde ${round}, ${Math.random()}`;
        await typeAndWait(page, value);
        written.push({ address, value });
      } finally {
        await browser.kill();
      }
    }
    console.log(`browser killed ${ROUNDS} times, ${written.length} answers saved, ${lost} lost`);
    expect({ saved: written.length, lost }).toEqual({ saved: ROUNDS, lost: 0 });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});
