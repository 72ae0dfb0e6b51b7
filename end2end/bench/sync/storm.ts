// A morning on which all tablets come back at once, and what somebody notices of it who only looks at a page.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ANSWERS } from './change.ts';
import { Device, type Ledger } from './device.ts';
import type { Visitor } from './http.ts';
import type { Portal } from './portal.ts';
import { ms, say, timed } from './times.ts';

const TABLETS = 200;

/** Changes of one push: less than is allowed, as tablets send that had reception now and then. */
const BATCH = 20;

/** Milliseconds between two looks at a page. */
const LOOK = 100;

/** A page of everybody, the staff's page, and the data of two pages of the office. */
const LOOKS: readonly ((office: Visitor) => Promise<{ status: number }>)[] = [
  (office) => office.ask('GET', '/veranstaltungen'),
  (office) => office.ask('GET', '/app'),
  (office) => office.ask('POST', '/api/fn/people/list', '{"sheet":"kitas"}'),
  (office) => office.ask('POST', '/api/fn/events/list', '{}'),
];

export interface Weather {
  /** Milliseconds until everything was acknowledged, for each storm. */
  readonly storms: number[];
  /** Milliseconds of each look at a page while a storm went on. */
  readonly looks: number[];
  /** Memory of the server in MB, once a second. */
  readonly memory: number[];
  /** How late this program itself was, in ms (p99): that much of the looks is its own. */
  readonly own: number;
}

/** `count` storms, one every `period` ms or as soon as the one before is over. */
export async function weather(portal: Portal, ledger: Ledger, count: number, period: number): Promise<Weather> {
  const seen: { storms: number[]; looks: number[]; memory: number[] } = { storms: [], looks: [], memory: [] };
  const late = monitorEventLoopDelay({ resolution: 5 });
  const sampling = setInterval(() => seen.memory.push(portal.memory().now), 1_000);
  try {
    for (let storm = 0; storm < count; storm += 1) {
      const next = performance.now() + period;
      const tablets = prepare(portal, ledger);
      const watcher = watch(portal.office);
      late.enable();
      try {
        seen.storms.push(await timed(() => Promise.all(tablets.map((send) => send()))));
      } finally {
        late.disable();
        seen.looks.push(...(await watcher.stop()));
      }
      seen.memory.push(portal.memory().now);
      say(`storm ${storm + 1} of ${count}: ${ms(seen.storms.at(-1)!)}, memory ${portal.memory().now.toFixed(0)} MB`);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    }
  } finally {
    clearInterval(sampling);
  }
  return { ...seen, own: Math.max(0, late.percentile(99) / 1e6 - 5) };
}

/** What each tablet does: ask what the server has, then send one sheet, push after push. */
function prepare(portal: Portal, ledger: Ledger): (() => Promise<void>)[] {
  return Array.from({ length: TABLETS }, (_, tablet) => {
    const device = new Device(portal.kiso[tablet % portal.kiso.length]!, portal.sheet, ledger);
    const changes = [device.writer.start(portal.sheet.day), ...device.writer.answers(ANSWERS)];
    return async () => {
      await device.status();
      // The sheet's beginning goes with its first answers.
      await device.push(changes.slice(0, BATCH + 1));
      for (let sent = BATCH + 1; sent < changes.length; sent += BATCH) await device.push(changes.slice(sent, sent + BATCH));
    };
  });
}

/** Looks at pages in an even rhythm, whether or not the last one has come: else slow answers would ask less often. */
function watch(office: Visitor): { stop(): Promise<number[]> } {
  const looks: Promise<number>[] = [];
  const look = (): void => {
    const page = LOOKS[looks.length % LOOKS.length]!;
    const seen = timed(async () => {
      const { status } = await page(office);
      if (status !== 200) throw new Error(`a page was answered with ${status} in the storm`);
    });
    // Judged when the storm is over; until then it must not count as unhandled.
    seen.catch(() => undefined);
    looks.push(seen);
  };
  const rhythm = setInterval(look, LOOK);
  return {
    stop: () => {
      clearInterval(rhythm);
      return Promise.all(looks);
    },
  };
}
