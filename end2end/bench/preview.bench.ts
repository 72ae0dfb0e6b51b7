// One answer among 500 questions on a page, drawn: from the letter typed in the designer's preview to the frame that shows the
// questions that depend on it. Up to a frame of waiting (16.7 ms) is in it. The engine alone: `questionnaires.bench.ts`.
import type { Page } from '@playwright/test';
import { logIn } from '../fixtures/logins.ts';
import { expect, test } from '../fixtures/portal.ts';
import type { Rows } from '../fixtures/workbook.ts';
import { importWorkbook } from '../pages/questionnaires.ts';
import { spread } from './spread.ts';

const ROUNDS = 51;
const QUESTIONS = 500;
const TITLE = 'Fragebogen zum Messen';
/**
 * Of each five questions one is computed, and one waits for a number above 3. The select_one after the first five waits for another
 * number than the 1 that the measuring begins with.
 */
const SHOWN = (QUESTIONS / 5) * 3 - 1;
/** What comes and goes with the number: the text beside it and that select_one. */
const WAITING = 2;

const HEAD = ['type', 'name', 'label::German (de)', 'label::English (en)', 'relevant', 'constraint', 'calculation'];

/** The form of `app/domain/examples/questionnaire_form`, without messages. */
function question(index: number): string[] {
  const name = `q${index}`;
  const labels = [`Frage ${index}`, `Question ${index}`];
  const number = `\${q${index - (index % 5) + 1}}`;
  switch (index % 5) {
    case 0: return ['select_one neun', name, ...labels, index === 0 ? '' : `\${q${index - 1}} mod 4 != 3`];
    case 1: return ['integer', name, ...labels, '', '. >= 0 and . < 100'];
    case 2: return ['select_multiple neun', name, ...labels];
    case 3: return ['text', name, ...labels, `${number} > 3`];
    default: return ['calculate', name, '', '', '', '', `${number} * 2 + 1`];
  }
}

/** Brings the questionnaire in and opens its designer. */
async function openDesigner(page: Page): Promise<void> {
  const survey: Rows = [HEAD, ...Array.from({ length: QUESTIONS }, (_, index) => question(index))];
  const choice = (index: number): string[] => ['neun', `c${index}`, `Wahl ${index}`, `Choice ${index}`];
  const choices: Rows = [['list_name', 'name', 'label::German (de)', 'label::English (en)'], ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(choice)];
  await importWorkbook(page, { title: TITLE, id: 'messen', survey, choices });
  await page.goto(`${new URL(page.url()).pathname}/entwurf`);
}

test('an answer among 500 questions, drawn', async ({ page, portal }) => {
  test.setTimeout(600_000);
  await logIn(page, portal, 'Koordination');
  await openDesigner(page);
  const phone = page.getByRole('group', { name: 'Vorschau auf dem Telefon' });
  const number = phone.getByLabel(/^(Frage|Question) 1$/);
  await number.fill('1');
  await expect(phone.locator('.question')).toHaveCount(SHOWN);
  const times = await number.evaluate(async (element, { rounds, shown, waiting }) => {
    const field = element as HTMLInputElement;
    const list = field.closest('.answering');
    if (!list) throw new Error('the field stands in no list of questions');
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const more = round % 2 === 0 ? waiting : 0;
      const begin = performance.now();
      field.value = more > 0 ? '6' : '1';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      // Once the questions are there, the frame after the next one has been painted.
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (list.querySelectorAll('.question').length === shown + more) {
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
  }, { rounds: ROUNDS, shown: SHOWN, waiting: WAITING });
  console.log(`answer to frame in the designer's preview, ${QUESTIONS} questions, with drawing, ${ROUNDS} rounds: ${spread(times)} (no goal)`);
});
