// Amounts of a page, each of which opens the derivation that ends in it.
//
// Every amount is clicked, and every dialog is read: an amount has no address that could be asked for instead, and which figure it
// asks for is what has to be proved. What made this slow was not the clicking but five round trips between the test and the browser
// for each amount, two of which waited for the next frame. So one amount of each kind and column is clicked as a person does it, by
// the mouse and closed by Escape, and the others are clicked, read and closed by one script within the page, which waits for changes
// of the page instead of for frames.
//
// Of frames there were two reasons left. Chromium tells of a dialog that was closed with its next frame, so the script says it first.
// And a modal dialog makes all else inert, so each opening and closing styled, laid out and painted a page of a thousand cells anew:
// while the script clicks, nothing but the dialog is drawn. A click by script asks for no place, and the mouse has met each kind before.
import { expect, type Page } from '@playwright/test';

/** An amount, and what the dialog said when it was clicked. */
interface Told {
  name: string;
  text: string;
  title: string;
  sum: string;
  /** What stands there where the run does not know the figure. */
  missing: string;
}

/**
 * What a text ends in: the last number in it, with its minus, which stands right before it. Between two terms a minus has spaces
 * around it, and a plus only says of a difference that it is more.
 */
function lastNumber(text: string): string {
  return text.match(/[−-]?\d[\d.]*(?:,\d+)?/g)?.at(-1)?.replace('-', '−') ?? '';
}

function isAstray({ name, text, title, sum, missing }: Told, mayBeMissing: boolean): boolean {
  const end = sum === '' && mayBeMissing ? missing : (sum.split('=').at(-1) ?? '');
  return title !== name.replace(`${text}, `, '') || lastNumber(end) !== lastNumber(text);
}

/** The first amount of each kind that a mouse can reach: of a table and a column, by the first word of what it is. */
function oneOfEachKind(page: Page, amounts: string): Promise<number[]> {
  return page.evaluate((amounts) => {
    const first = new Map<string, number>();
    document.querySelectorAll<HTMLElement>(amounts).forEach((button, position) => {
      const isFolded = button.closest('details:not([open])') !== null;
      if (isFolded || button.getClientRects().length === 0) return;
      const caption = button.closest('table')?.caption?.textContent?.split(' ')[0] ?? '';
      const column = button.closest<HTMLTableCellElement>('td, th')?.cellIndex ?? -1;
      const what = /, Herleitung (\S+)/.exec(button.getAttribute('aria-label') ?? '')?.[1] ?? '';
      const kind = [caption, column, what].join('|');
      if (!first.has(kind)) first.set(kind, position);
    });
    return [...first.values()];
  }, amounts);
}

/**
 * What the dialog says to each of the amounts at these positions. `pressed`: the one amount was clicked already, and its dialog is
 * left open; else each is clicked here and its dialog closed again.
 */
function toldOf(page: Page, amounts: string, positions: number[], pressed: boolean): Promise<Told[]> {
  return page.evaluate(
    async ([amounts, positions, pressed]) => {
      const ANSWER = ':is(.derivation__figure, .kern-alert, p)';
      const OPEN = 'dialog.derivation[open]';
      /** Looks whenever something in the page has changed. */
      const until = (holds: () => boolean, what: string): Promise<void> =>
        new Promise((resolve, reject) => {
          const stop = (): void => {
            observer.disconnect();
            clearTimeout(late);
          };
          const look = (): void => {
            if (!holds()) return;
            stop();
            resolve();
          };
          const observer = new MutationObserver(look);
          const late = setTimeout(() => {
            stop();
            reject(new Error(`${what}, not within 30 s`));
          }, 30_000);
          observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
          look();
        });
      /** Once the page has done what it had begun: an answer may stand there a moment before its title. */
      const turn = (): Promise<void> =>
        new Promise((resolve) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            channel.port1.close();
            resolve();
          };
          channel.port2.postMessage(undefined);
        });
      const read = (selector: string): string => document.querySelector(`dialog.derivation ${selector}`)?.textContent ?? '';
      let found: HTMLElement[] = [];
      /** Those of an open dialog, which may stand before others of the page, are not counted. */
      const find = (position: number): HTMLElement | undefined => {
        if (found[position]?.isConnected !== true) {
          found = [...document.querySelectorAll<HTMLElement>(amounts)].filter((button) => button.closest('dialog') === null);
        }
        return found[position];
      };
      const hidden: [HTMLElement, string][] = [];
      if (!pressed) {
        let inside: Element | null = document.querySelector('dialog.derivation');
        for (; inside && inside !== document.body; inside = inside.parentElement) {
          for (const beside of inside.parentElement?.children ?? []) {
            if (beside === inside || !(beside instanceof HTMLElement)) continue;
            hidden.push([beside, beside.style.display]);
            beside.style.display = 'none';
          }
        }
      }
      const told: Told[] = [];
      for (const position of positions) {
        const button = find(position);
        if (!button) throw new Error(`there is no amount ${position} any more`);
        const [name, text] = [button.getAttribute('aria-label') ?? '', button.textContent ?? ''];
        if (!pressed) button.click();
        await until(() => document.querySelector(`${OPEN} > ${ANSWER}`) !== null, `${name}: an answer`);
        await turn();
        told.push({ name, text, title: read('h2'), sum: read('.derivation__sum'), missing: read('> p') });
        if (pressed) continue;
        const dialog = document.querySelector<HTMLDialogElement>(OPEN);
        dialog?.close();
        // The browser's own word comes with a later frame: to a page that has heard it, or has the next one open already.
        dialog?.dispatchEvent(new Event('close'));
        // What this one was told must be gone, or it would be read as the answer to the next.
        await until(() => document.querySelector(`${OPEN}, dialog.derivation > ${ANSWER}`) === null, `${name}: closed`);
        await turn();
      }
      for (const [beside, display] of hidden) beside.style.display = display;
      return told;
    },
    [amounts, positions, pressed] as const,
  );
}

/** Clicks an amount by the mouse, reads its derivation and closes it by Escape. */
async function pressed(page: Page, amounts: string, position: number): Promise<Told[]> {
  await page.locator(amounts).nth(position).click();
  const told = await toldOf(page, amounts, [position], true);
  await page.keyboard.press('Escape');
  const isClosed = () =>
    document.querySelector('dialog.derivation[open], dialog.derivation > :is(.derivation__figure, .kern-alert, p)') === null;
  await page.waitForFunction(isClosed, undefined, { timeout: 30_000 });
  return told;
}

/**
 * Clicks every amount of the page, or of what lies `within`, reads its derivation to the end and closes it; returns how many
 * amounts there are. `mayBeMissing`: some are of people who are in one of two runs only; then the dialog has to say that they have
 * 0,00 € in the other.
 */
export async function walkAmounts(page: Page, within = 'main', mayBeMissing = false): Promise<number> {
  const amounts = `${within} button.amount`;
  const count = await page.locator(amounts).count();
  const byMouse = await oneOfEachKind(page, amounts);
  expect(byMouse.length, 'amounts that a mouse can reach').toBeGreaterThan(0);
  const told: Told[] = [];
  for (const position of byMouse) told.push(...(await pressed(page, amounts, position)));
  const others = [...Array(count).keys()].filter((position) => !byMouse.includes(position));
  told.push(...(await toldOf(page, amounts, others, false)));
  const astray = told.filter((one) => isAstray(one, mayBeMissing)).map(({ name, title, sum }) => `${name}: ${title}: ${sum}`);
  expect(astray, 'amounts whose derivation does not end in them').toEqual([]);
  return told.length;
}

/** No amount of money stands in a table or a list of figures without leading to where it comes from. */
export async function expectEachExplained(page: Page, within = 'main'): Promise<void> {
  const silent = await page.locator(`${within} :is(td, dd)`).evaluateAll((cells) => {
    const isAmount = (text: string): boolean => /^[+−]?\d{1,3}(?:\.\d{3})*,\d\d(?: €)?$/.test(text);
    return cells.filter((cell) => isAmount(cell.textContent?.trim() ?? '') && cell.querySelector('button.amount, a') === null).map((cell) => cell.textContent);
  });
  expect(silent, 'amounts that say nothing of where they come from').toEqual([]);
}

/**
 * No amount in these sentences stands there without leading to where it comes from. Nothing needs no reason: 0,00 € may stand for
 * itself.
 */
export async function expectSentencesExplained(page: Page, sentences: string): Promise<void> {
  const silent = await page.locator(sentences).evaluateAll((found) =>
    found.flatMap((sentence) => {
      const rest = sentence.cloneNode(true) as Element;
      rest.querySelectorAll('button.amount, a').forEach((amount) => amount.remove());
      const amounts: string[] = rest.textContent?.match(/\d[\d.]*,\d\d €/g) ?? [];
      return amounts.filter((amount) => amount !== '0,00 €');
    }),
  );
  expect(silent, 'amounts in sentences that say nothing of where they come from').toEqual([]);
}
