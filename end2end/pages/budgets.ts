// Steps of a budget year by server functions, each by the person who may: what has to be there before a spec's own story begins.
import type { Page } from '@playwright/test';

/** What a server function answers to the page's person. */
export async function call(page: Page, name: string, args: unknown): Promise<{ status: number; body: string }> {
  return page.evaluate(
    async ([name, body]) => {
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const answer = await fetch(`/api/fn/budgets/${name}`, { method: 'POST', headers, body });
      return { status: answer.status, body: await answer.text() };
    },
    [name, JSON.stringify(args)] as const,
  );
}

/** As `call`, where nothing else than success is expected. */
async function ask<T>(page: Page, name: string, args: unknown): Promise<T> {
  const { status, body } = await call(page, name, args);
  if (status !== 200) throw new Error(`${name} answered ${status}: ${body}`);
  return JSON.parse(body) as T;
}

interface Calculation {
  Done: { id: string; basis: unknown };
}

/** Calculates a new year with what the form proposes, asks for the release, and gives it. */
export async function releaseYear(koordination: Page, finanzen: Page, year: number): Promise<void> {
  const { form } = await ask<{ form: Record<string, string> }>(koordination, 'year', { year, run: '' });
  // A year that begins with the parameters of another one asks for its own notice.
  const input = { ...form, landeszuweisung_decision: `Bescheid vom 03.01.${year}` };
  const { Done: seen } = await ask<Calculation>(koordination, 'preview', { input });
  await ask(koordination, 'save-run', { input, replaces: 0, basis: seen.basis, id: seen.id });
  await ask(koordination, 'request-release', { run: seen.id });
  await ask(finanzen, 'release', { run: seen.id, released: null });
}

/** Who a payment needs. */
export interface Payers {
  koordination: Page;
  /** Feststellung. */
  finanzen: Page;
  /** Anordnung. */
  second: Page;
  kasse: Page;
}

interface Payment {
  payment: { version: number; lines: { payee: unknown; amount: string }[] };
  today: string;
}

/** January is paid to everybody, and the one payment of this amount (`9597.93`) comes back. */
export async function januaryComesBack(people: Payers, year: number, amount: string): Promise<void> {
  const { koordination, finanzen, second, kasse } = people;
  const { version } = await ask<{ version: number }>(koordination, 'payout', { year });
  await ask(koordination, 'prepare-payment', { year, month: 0, seen: version });
  const { payments } = await ask<{ payments: { id: string }[] }>(koordination, 'payout', { year });
  const id = payments[0]?.id;
  const step = async (page: Page, name: string, more: object = {}): Promise<void> => {
    const { payment } = await ask<Payment>(page, 'payment', { id });
    await ask(page, name, { id, seen: payment.version, ...more });
  };
  await step(finanzen, 'feststellen');
  await step(second, 'anordnen');
  const { payment, today } = await ask<Payment>(kasse, 'payment', { id });
  const line = payment.lines.find((line) => line.amount === amount);
  if (!line) throw new Error(`no payment of ${amount}`);
  await step(kasse, 'book-paid', { day: today });
  await step(kasse, 'book-returned', { payee: line.payee, day: today, reason: 'Konto erloschen' });
}
