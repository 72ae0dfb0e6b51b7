// Sync against its goals, with PouchDB beside it in the same run. A goal that is missed is said and is no failure; an answer
// that is wrong is one. STORMS and STORM_EVERY (seconds) make the storm longer: 60 and 60 are an hour of it.
import { test } from '@playwright/test';
import { cpus } from 'node:os';
import { pull, push, single, untilPlaced, warmUp, type Contest } from './compare.ts';
import { Device } from './device.ts';
import { hangUp } from './http.ts';
import { openPortal } from './portal.ts';
import { PouchDb } from './pouchdb.ts';
import { weather } from './storm.ts';
import { at, ms, say, table, type Line } from './times.ts';

const STORMS = Number(process.env['STORMS'] ?? 3);
const PERIOD = Number(process.env['STORM_EVERY'] ?? 0) * 1_000;

/** The least time for a debug build on a busy machine, and the storms. */
const LIMIT = 1_800_000 + STORMS * Math.max(PERIOD, 120_000);

async function storms(contest: Contest): Promise<Line[]> {
  const { portal, ledger } = contest;
  const { storms, looks, memory, own } = await weather(portal, ledger, STORMS, PERIOD);
  say(`${looks.length} looks at pages: p50 ${ms(at(0.5, looks))}, max ${ms(at(1, looks))}; of it this program p99 ${ms(own)}`);
  say(`after the last storm ${ms(await untilPlaced(contest))} until all could be read`);
  const reader = new Device(portal.kiso[0]!, portal.sheet, ledger);
  reader.compare(await reader.pull());
  const [slowest, most, { peak }] = [Math.max(...storms) / 1_000, Math.max(...memory), portal.memory()];
  const pages = at(0.99, looks);
  const line = (what: string, goal: string, measured: string, met: boolean): Line => ({ what, goal, measured, pouchdb: '–', met });
  return [
    line(`200 tablets x 120 answers, slowest of ${STORMS}`, '≤ 10 s', `${slowest.toFixed(1)} s`, slowest <= 10),
    line('other pages in the storm, p99', '≤ 300 ms', ms(pages), pages <= 300),
    line('memory in the storm', '≤ 600 MB', `${most.toFixed(0)} MB (peak since start ${peak.toFixed(0)} MB)`, most <= 600),
  ];
}

test('sync beside PouchDB', async () => {
  test.setTimeout(LIMIT);
  const portal = await openPortal();
  const [shipped, bare] = [await PouchDb.open('shipped'), await PouchDb.open('bare')];
  const contest: Contest = { portal, shipped, bare, ledger: new Map() };
  try {
    await warmUp(contest);
    const lines: Line[] = [];
    const add = (line: Line): void => {
      say(`${line.what}: ${line.measured}; PouchDB ${line.pouchdb}`);
      lines.push(line);
    };
    for (const batch of [100, 250, 500]) add(await push(contest, batch));
    add(await pull(contest));
    add(await single(contest));
    for (const line of await storms(contest)) add(line);
    console.log(`\n${table(lines)}\n`);
    console.log(`${process.env['SERVER']}, ${cpus().length} x ${cpus()[0]?.model}, ${new Date().toISOString().slice(0, 10)}`);
    console.log('The portal acknowledges after fsync (datastore_sync=every); PouchDB does not fsync (LevelDB with sync=false).');
    console.log('PouchDB as its documentation starts it; bare: mode minimumForPouchDB, without log and users.');
  } finally {
    hangUp();
    await Promise.all([shipped.stop(), bare.stop()]);
    await portal.stop();
  }
});
