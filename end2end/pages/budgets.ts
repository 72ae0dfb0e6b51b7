// Steps of a budget year by server functions, each by the person who may: what has to be there before a spec's own story begins.
import type { Page } from '@playwright/test';

type Feature = 'budgets' | 'people';

/** What a server function answers to the page's person. */
export async function call(page: Page, name: string, args: unknown, feature: Feature = 'budgets'): Promise<{ status: number; body: string }> {
  return page.evaluate(
    async ([address, body]) => {
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const answer = await fetch(address, { method: 'POST', headers, body });
      return { status: answer.status, body: await answer.text() };
    },
    [`/api/fn/${feature}/${name}`, JSON.stringify(args)] as const,
  );
}

/** As `call`, where nothing else than success is expected. */
async function ask<T>(page: Page, name: string, args: unknown, feature: Feature = 'budgets'): Promise<T> {
  const { status, body } = await call(page, name, args, feature);
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

interface Agreement {
  revision: number;
  fields: Record<string, string>;
}

/** Changes a field of every Kooperationsvereinbarung whose reference is one of those that `are`, as the directory's form does. */
export async function changeAgreements(koordination: Page, [field, value]: [string, string], are: (reference: string) => boolean): Promise<void> {
  const sheet = 'vereinbarungen';
  const { lines } = await ask<{ lines: { id: string }[] }>(koordination, 'list', { sheet }, 'people');
  for (const { id } of lines) {
    const { revision, fields } = await ask<Agreement>(koordination, 'record', { sheet, id }, 'people');
    if (!are(fields['reference'] ?? '')) continue;
    await ask(koordination, 'save', { sheet, id, base: revision, fields: { ...fields, [field]: value } }, 'people');
  }
}

interface Post {
  post: string;
  revision: number;
}

/** The Anstellungsträger has nobody on its post at this position from the first to the last of these days. */
export async function vacatePost(employer: Page, position: number, [from, to]: [string, string]): Promise<void> {
  const { rows } = await ask<{ rows: { posts: Post[] }[] }>(employer, 'posts', { year: Number(from.slice(0, 4)) });
  const post = rows[0]?.posts[position];
  if (!post) throw new Error(`no post at ${position}`);
  await ask(employer, 'vacate-post', { post: post.post, seen: post.revision, input: { vacant_from: from, vacant_to: to } });
}

interface Proof {
  proof: {
    anstellungstraeger: string;
    version: number;
    kitas: { share: { kita: string } }[];
    claims: { kita: string; recognised: string }[];
  };
}

/** Personnel cost and training of a Kita, as they are typed. */
export type Cost = readonly [personnel: string, training: string];

/** The Anstellungsträger has submitted these costs, one for each of its Kitas by official number, and the Koordination has
 * recognised all of it. Returns where it is settled. */
export async function checkedProof(employer: Page, koordination: Page, year: number, costs: readonly Cost[]): Promise<string> {
  const { proof } = await ask<Proof>(employer, 'proof', { year, anstellungstraeger: null });
  if (proof.kitas.length !== costs.length) throw new Error(`${proof.kitas.length} Kitas`);
  const kitas = costs.map(([personnel, training], position) => ({ kita: proof.kitas[position]?.share.kita, personnel, training }));
  await ask(employer, 'submit-proof', { year, seen: proof.version, input: { kitas, remarks: '' } });
  const of = { year, anstellungstraeger: proof.anstellungstraeger };
  const { proof: submitted } = await ask<Proof>(koordination, 'proof', of);
  const recognised = submitted.claims.map(({ kita, recognised }) => ({ kita, recognised: recognised.replace('.', ','), objection: '' }));
  await ask(koordination, 'check-proof', { ...of, seen: submitted.version, input: { kitas: recognised, offset_year: '' } });
  return `/app/abrechnung/${year}/${proof.anstellungstraeger}`;
}
