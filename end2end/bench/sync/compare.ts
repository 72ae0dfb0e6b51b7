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
  readonly ledger: Ledger;
  /** As its documentation starts it: the one that the goals are about. */
  readonly shipped: PouchDb;
  readonly bare: PouchDb;
}

export async function push(contest: Contest, batch: number): Promise<Line> {
  const placed: number[] = [];
  const ours = async (): Promise<number> => {
    const device = deviceOf(contest);
    const rate = await pushed(batch, device.writer.answers(DOCUMENTS), (part) => device.push(part));
    placed.push(await untilPlaced(contest));
    return rate;
  };
  const theirs = (pouchdb: PouchDb) => pushed(batch, pouchdb.documents(DOCUMENTS), (part) => pouchdb.push(part));
  const { measured, shipped, bare } = await rounds(contest, ours, theirs);
  say(`batches of ${batch}: after the last receipt ${placed.map(ms).join(', ')} until all could be read`);
  const factor = measured / shipped;
  return {
    what: `push, batches of ${batch}`,
    goal: '≥ 5,000/s and ≥ 2x PouchDB',
    measured: `${rate(measured)}, ${factor.toFixed(1)}x`,
    pouchdb: `${rate(shipped)} (bare ${rate(bare)})`,
    met: measured >= 5_000 && factor >= 2,
  };
}

/** Documents a second, sent batch after batch by one device. */
async function pushed<T>(batch: number, all: readonly T[], send: (part: T[]) => Promise<void>): Promise<number> {
  const parts = Array.from({ length: Math.ceil(all.length / batch) }, (_, at) => all.slice(at * batch, (at + 1) * batch));
  const took = await timed(async () => {
    for (const part of parts) await send(part);
  });
  return perSecond(all.length, took);
}

/** New devices read everything; what came is compared once the clock stands still. */
export async function pull(contest: Contest): Promise<Line> {
  const ours = async (): Promise<number> => {
    const device = deviceOf(contest);
    const begin = performance.now();
    const pages = await device.pull();
    const took = performance.now() - begin;
    device.compare(pages);
    return perSecond(contest.ledger.size, took);
  };
  const theirs = async (pouchdb: PouchDb): Promise<number> => {
    const begin = performance.now();
    const count = await pouchdb.pull();
    return perSecond(count, performance.now() - begin);
  };
  const { measured, shipped, bare } = await rounds(contest, ours, theirs);
  return {
    what: `pull of ${contest.ledger.size.toLocaleString('en')}`,
    goal: '≥ 20,000/s',
    measured: rate(measured),
    pouchdb: `${rate(shipped)} (bare ${rate(bare)})`,
    met: measured >= 20_000,
  };
}

/** Takes each measurement several times in turn; the medians. */
async function rounds(contest: Contest, ours: () => Promise<number>, theirs: (pouchdb: PouchDb) => Promise<number>) {
  const rates: { measured: number[]; shipped: number[]; bare: number[] } = { measured: [], shipped: [], bare: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.measured.push(await ours());
    rates.shipped.push(await theirs(contest.shipped));
    rates.bare.push(await theirs(contest.bare));
  }
  return { measured: median(rates.measured), shipped: median(rates.shipped), bare: median(rates.bare) };
}

export async function single(contest: Contest): Promise<Line> {
  const device = deviceOf(contest);
  const ours = await each(device.writer.answers(SINGLE), (change) => device.push([change]));
  await untilPlaced(contest);
  const put = (pouchdb: PouchDb) => each(pouchdb.documents(SINGLE), (document) => pouchdb.put(document));
  const [shipped, bare] = [await put(contest.shipped), await put(contest.bare)];
  const both = (times: number[]): string => `${ms(at(0.5, times))} / ${ms(at(0.95, times))}`;
  return {
    what: 'one change to acknowledgement, p50 / p95',
    goal: '≤ 8 ms / ≤ 20 ms',
    measured: both(ours),
    pouchdb: `${both(shipped)} (bare ${both(bare)})`,
    met: at(0.5, ours) <= 8 && at(0.95, ours) <= 20,
  };
}

/** Milliseconds of each, one after the other. */
async function each<T>(all: readonly T[], send: (one: T) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (const one of all) times.push(await timed(() => send(one)));
  return times;
}

/** The first requests compile what all of them run; they count as stored, not as measured. */
export async function warmUp(contest: Contest): Promise<void> {
  const device = deviceOf(contest);
  await pushed(100, device.writer.answers(DOCUMENTS / 3), (part) => device.push(part));
  for (const pouchdb of [contest.shipped, contest.bare]) {
    await pushed(100, pouchdb.documents(DOCUMENTS / 3), (part) => pouchdb.push(part));
  }
  await untilPlaced(contest);
}

/** Waits until other devices can read everything; returns the milliseconds that took. */
export function untilPlaced(contest: Contest): Promise<number> {
  const device = deviceOf(contest);
  return timed(async () => {
    while ((await device.status()) < contest.ledger.size) await new Promise((resolve) => setTimeout(resolve, 100));
  });
}

function deviceOf({ portal, ledger }: Contest): Device {
  return new Device(portal.kiso[0]!, portal.sheet, ledger);
}
