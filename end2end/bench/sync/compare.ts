// The work that PouchDB can do as well, one after the other: both servers are on the same two cores.
import { Device, type Ledger } from './device.ts';
import type { Portal } from './portal.ts';
import type { PouchDb } from './pouchdb.ts';
import { at, median, ms, perSecond, rate, say, timed, type Line } from './times.ts';

/** How often each measurement is taken; the median counts. */
const ROUNDS = 3;

/** Documents of one round. */
const DOCUMENTS = 3_000;

const SINGLE = 500;

/** What is measured against what, and everything that was acknowledged so far. */
export interface Contest {
  readonly portal: Portal;
  readonly pouchdb: PouchDb;
  readonly ledger: Ledger;
}

export async function push(contest: Contest, batch: number): Promise<Line> {
  const { pouchdb } = contest;
  const [ours, theirs, placed]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const device = deviceOf(contest);
    const changes = cut(device.writer.answers(DOCUMENTS), batch);
    const took = await timed(async () => {
      for (const part of changes) await device.push(part);
    });
    ours.push(perSecond(DOCUMENTS, took));
    placed.push(await untilPlaced(contest));
    const documents = cut(pouchdb.documents(DOCUMENTS), batch);
    const tookThem = await timed(async () => {
      for (const part of documents) await pouchdb.push(part);
    });
    theirs.push(perSecond(DOCUMENTS, tookThem));
  }
  say(`batches of ${batch}: after the last receipt ${placed.map(ms).join(', ')} until all could be read`);
  const [measured, beside] = [median(ours), median(theirs)];
  const factor = measured / beside;
  return {
    what: `push, batches of ${batch}`,
    goal: '≥ 5,000/s and ≥ 2x PouchDB',
    measured: `${rate(measured)}, ${factor.toFixed(1)}x`,
    pouchdb: rate(beside),
    met: measured >= 5_000 && factor >= 2,
  };
}

/** New devices read everything; what came is compared once the clock stands still. */
export async function pull(contest: Contest): Promise<Line> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  await untilPlaced(contest);
  for (let round = 0; round < ROUNDS; round += 1) {
    const device = deviceOf(contest);
    let pages: Awaited<ReturnType<Device['pull']>> = [];
    const took = await timed(async () => {
      pages = await device.pull();
    });
    device.compare(pages);
    ours.push(perSecond(contest.ledger.size, took));
    let count = 0;
    const tookThem = await timed(async () => {
      count = await contest.pouchdb.pull();
    });
    theirs.push(perSecond(count, tookThem));
  }
  const [measured, beside] = [median(ours), median(theirs)];
  const what = `pull of ${contest.ledger.size.toLocaleString('en')}`;
  return { what, goal: '≥ 20,000/s', measured: rate(measured), pouchdb: rate(beside), met: measured >= 20_000 };
}

export async function single(contest: Contest): Promise<Line> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  const device = deviceOf(contest);
  for (const change of device.writer.answers(SINGLE)) ours.push(await timed(() => device.push([change])));
  await untilPlaced(contest);
  for (const document of contest.pouchdb.documents(SINGLE)) theirs.push(await timed(() => contest.pouchdb.put(document)));
  const both = (times: number[]): string => `${ms(at(0.5, times))} / ${ms(at(0.95, times))}`;
  return {
    what: 'one change to acknowledgement, p50 / p95',
    goal: '≤ 8 ms / ≤ 20 ms',
    measured: both(ours),
    pouchdb: both(theirs),
    met: at(0.5, ours) <= 8 && at(0.95, ours) <= 20,
  };
}

/** The first requests compile what both run; they count as stored, not as measured. */
export async function warmUp(contest: Contest): Promise<void> {
  const device = deviceOf(contest);
  for (const part of cut(device.writer.answers(DOCUMENTS / 3), 100)) await device.push(part);
  for (const part of cut(contest.pouchdb.documents(DOCUMENTS / 3), 100)) await contest.pouchdb.push(part);
  await untilPlaced(contest);
}

/** Waits until other devices can read everything; returns the milliseconds that took. */
export function untilPlaced(contest: Contest): Promise<number> {
  const device = deviceOf(contest);
  return timed(async () => {
    while ((await device.status()) < contest.ledger.size) await new Promise((resolve) => setTimeout(resolve, 20));
  });
}

function deviceOf({ portal, ledger }: Contest): Device {
  return new Device(portal.kiso[0]!, portal.sheet, ledger);
}

function cut<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size));
}
