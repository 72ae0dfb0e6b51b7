// What is said of many times, and the table.

/** The value below which this share of the times lies, in the unit of the times. */
export function at(share: number, times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export const median = (times: readonly number[]): number => at(0.5, times);

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** How many a second, from a count and milliseconds. */
export const perSecond = (count: number, ms: number): number => (count / ms) * 1_000;

/** Tells how far the benchmark is. */
export function say(line: string): void {
  console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
}

export interface Line {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  readonly pouchdb: string;
  readonly met: boolean;
}

/** As a table of Markdown, to be kept with date and machine. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map((line) => [line.what, line.goal, line.measured, line.pouchdb, line.met ? 'met' : 'MISSED']);
  const all = [['loopback, 874-byte documents', 'goal', 'measured', 'PouchDB', 'goal met'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (cells: string[]): string => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [line(all[0]!), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

export const ms = (time: number): string => `${time.toFixed(1)} ms`;

export const rate = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
