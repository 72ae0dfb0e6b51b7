// The questionnaire engine in Chromium: the same form and the same steps as natively (`cargo xtask bench questionnaires`), compiled
// as it is for people, with nothing drawn. Chromium's clock has steps of 0.1 ms. Every step's result is looked at.
import { expect, test, type Page } from '@playwright/test';
import { basename, dirname, join } from 'node:path';

const ROUNDS = 51;
/** Nobody answers there: the page and the engine are put in its place. */
const ORIGIN = 'http://engine.localhost';

/** `frontend/src/bench.rs`. */
interface Engine {
  open_questions(questions: number): number;
  load_again(): void;
  give_answer(value: number): string;
  switch_language(toGerman: boolean): string;
  open_repeat(): number;
  add_repeat(): number;
  remove_repeat(): void;
}

/** What a page finds at its `window`. */
interface Prepared {
  readonly engine: Engine;
  /** Milliseconds that the step takes. */
  readonly timed: (step: () => void) => number;
}

/** Opens a blank page in which the engine has started. */
async function start(page: Page): Promise<void> {
  const script = process.env['ENGINE'];
  if (!script) throw new Error('ENGINE is not set: cargo xtask bench browser questionnaires');
  const wasm = basename(script).replace(/\.js$/, '_bg.wasm');
  const body = `<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Messung</title></head><body>
    <script type="module">
      import init, * as engine from '/${basename(script)}';
      await init({ module_or_path: '/${wasm}' });
      const timed = (step) => { const begin = performance.now(); step(); return performance.now() - begin; };
      Object.assign(window, { prepared: { engine, timed } });
    </script></body></html>`;
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body });
    if (pathname === '/favicon.ico') return route.fulfill({ status: 404 });
    const contentType = pathname.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
    return route.fulfill({ contentType, path: join(dirname(script), pathname) });
  });
  await page.goto(ORIGIN);
  await page.waitForFunction(() => 'prepared' in window);
}

/** A line with median and 95th percentile; the first time stands apart, because Chromium compiles what it runs often anew. */
function say(step: string, goal: number, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(1);
  const first = (times[0] ?? NaN).toFixed(1);
  console.log(`${step}, ${times.length} rounds: median ${at(0.5)} ms, p95 ${at(0.95)} ms, first ${first} ms (goal ${goal} ms)`);
}

interface Times {
  /** Questions as the engine counts them. */
  readonly questions: number;
  readonly load: number[];
  readonly answer: number[];
  readonly language: number[];
}

async function measure(page: Page, questions: number): Promise<Times> {
  return page.evaluate(({ questions, rounds }) => {
    const { engine, timed } = (window as unknown as { prepared: Prepared }).prepared;
    const must = (found: string, expected: string): void => {
      if (found !== expected) throw new Error(`the engine says ${found}, not ${expected}`);
    };
    const times = { questions: engine.open_questions(questions), load: [0], answer: [0], language: [0] };
    const each = (step: (round: number) => number): number[] => Array.from({ length: rounds }, (_, round) => step(round));
    times.load = each(() => timed(() => engine.load_again()));
    times.answer = each((round) => {
      const value = (round * 7 + 1) % 90;
      let result = '';
      const time = timed(() => { result = engine.give_answer(value); });
      must(result, String(value * 2 + 1));
      return time;
    });
    times.language = each((round) => {
      const toGerman = round % 2 === 1;
      let label = '';
      const time = timed(() => { label = engine.switch_language(toGerman); });
      must(label, toGerman ? 'Frage 1' : 'Question 1');
      return time;
    });
    return times;
  }, { questions, rounds: ROUNDS });
}

const GOALS = [
  { questions: 500, load: 60, answer: 2, language: undefined },
  { questions: 2_000, load: 240, answer: 10, language: 40 },
];

for (const goal of GOALS) {
  test(`questionnaire of ${goal.questions} questions`, async ({ page }) => {
    test.setTimeout(600_000);
    await start(page);
    const times = await measure(page, goal.questions);
    expect(times.questions).toBe(goal.questions);
    const what = `questionnaire of ${goal.questions} questions, engine only`;
    say(`${what}, load`, goal.load, times.load);
    say(`${what}, one answer, all states read`, goal.answer, times.answer);
    if (goal.language !== undefined) say(`${what}, language switch, all states read`, goal.language, times.language);
  });
}

test('one repeat more', async ({ page }) => {
  test.setTimeout(600_000);
  await start(page);
  const { last, times } = await page.evaluate((rounds) => {
    const { engine, timed } = (window as unknown as { prepared: Prepared }).prepared;
    const last = engine.open_repeat();
    const times = Array.from({ length: rounds }, () => {
      let added = 0;
      const time = timed(() => { added = engine.add_repeat(); });
      if (added <= last) throw new Error(`instance ${added} was added after ${last}`);
      engine.remove_repeat();
      return time;
    });
    return { last, times };
  }, ROUNDS);
  expect(last).toBe(200);
  say('one repeat more, at 200 repeats of 20 questions, engine only', 20, times);
});
