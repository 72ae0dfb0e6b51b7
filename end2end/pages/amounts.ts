// Amounts of a page, each of which opens the derivation that ends in it.
import { expect, type Page } from '@playwright/test';

/** What a text ends in: the last number in it. */
function lastNumber(text: string): string {
  return text.match(/\d[\d.]*(?:,\d+)?/g)?.at(-1) ?? '';
}

/**
 * Clicks every amount of the page, or of what lies `within`, reads its derivation to the end and closes it by Escape; returns how
 * many amounts there are.
 * The waiting is done in the page, frame by frame: with an `expect` for each step the overview would take minutes.
 */
export async function walkAmounts(page: Page, within = 'main'): Promise<number> {
  const amounts = page.locator(`${within} button.amount`);
  const count = await amounts.count();
  const astray: string[] = [];
  for (let position = 0; position < count; position += 1) {
    const [name, text] = await amounts.nth(position).evaluate((button: HTMLElement) => {
      button.click();
      return [button.getAttribute('aria-label') ?? '', button.textContent ?? ''] as const;
    });
    const answered = () => document.querySelector('dialog.derivation[open] > :is(.derivation__figure, .kern-alert, p)') !== null;
    await page.waitForFunction(answered, undefined, { timeout: 30_000 });
    const [title, sum] = await page.evaluate(() => {
      const read = (selector: string) => document.querySelector(`dialog.derivation ${selector}`)?.textContent ?? '';
      return [read('h2'), read('.derivation__sum')] as const;
    });
    if (title !== name.replace(`${text}, `, '') || lastNumber(sum.split('=').at(-1) ?? '') !== lastNumber(text)) {
      astray.push(`${name}: ${title}: ${sum}`);
    }
    await page.keyboard.press('Escape');
    // What the last one was told must be gone, or it would be read as the answer to the next.
    const closed = () =>
      document.querySelector('dialog.derivation[open], dialog.derivation > :is(.derivation__figure, .kern-alert, p)') === null;
    await page.waitForFunction(closed, undefined, { timeout: 30_000 });
  }
  expect(astray, 'amounts whose derivation does not end in them').toEqual([]);
  return count;
}
