// The server under test: durable, in a fresh folder, with the demo's people; logged in as they do it.
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoLogins } from '../../fixtures/logins.ts';
import { startServer, type RunningServer } from '../../fixtures/server.ts';
import { Visitor } from './http.ts';

/** Sessions of the KiSo that the tablets share: more logins in a row of one account are what the rate limit stops. */
const SESSIONS = 8;

export interface Portal {
  readonly kiso: Visitor[];
  readonly office: Visitor;
  readonly sheet: Sheet;
  /** Memory in MB, now and at most since the start. */
  memory(): { now: number; peak: number };
  stop(): Promise<void>;
}

/** An Erhebung in which the KiSo fills in a protocol: only those travel as changes. */
export interface Sheet {
  readonly erhebung: string;
  readonly questions: number;
  readonly day: string;
}

interface Package {
  erhebung: { id: string; zielgruppe: string; from: string };
  definition: { next_id: number };
}

export async function openPortal(): Promise<Portal> {
  const folder = mkdtempSync(join(tmpdir(), 'sozialraumportal-sync-'));
  const server = await startServer({ DATABASE_URL: `surrealkv://${join(folder, 'db')}` });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const kiso: Visitor[] = [];
    for (let session = 0; session < SESSIONS; session += 1) kiso.push(await logIn(server, 'KiSo'));
    const office = await logIn(server, 'Koordination');
    const pid = processOf(server);
    return { kiso, office, sheet: await sheetOf(kiso[0]!), memory: () => memoryOf(pid), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function logIn(server: RunningServer, role: string): Promise<Visitor> {
  const login = demoLogins(server).find((login) => login.role === role);
  if (!login) throw new Error(`no demo account with the role ${role}`);
  const form = new URLSearchParams({ email: login.email, password: login.password, next: '/app' }).toString();
  const answer = await new Visitor(server.url).ask('POST', '/anmelden', form, 'application/x-www-form-urlencoded');
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
  if (answer.status !== 303 || !cookie) throw new Error(`${role} cannot log in: ${answer.status}`);
  return new Visitor(server.url, cookie);
}

async function sheetOf(kiso: Visitor): Promise<Sheet> {
  const packages = await kiso.json<Package[]>('GET', '/api/v1/sync/packages');
  const found = packages.find((one) => one.erhebung.zielgruppe === 'protokoll');
  if (!found) throw new Error('the demo has no open Erhebung with a protocol sheet');
  const { id, from } = found.erhebung;
  return { erhebung: id, questions: Math.max(1, found.definition.next_id - 1), day: from };
}

/** The fixture does not tell the number of the process that it started: the child of this one that runs the server. */
function processOf(server: RunningServer): number {
  const program = realpathSync(process.env['SERVER'] ?? '');
  const port = new URL(server.url).port;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const isOurs = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`LISTEN=127.0.0.1:${port}`);
      if (isOurs && readlinkSync(`/proc/${pid}/exe`) === program) return Number(pid);
    } catch {
      // Processes end while they are looked at, and those of others are closed.
    }
  }
  throw new Error('the process of the server is not to be found under /proc: this benchmark needs Linux');
}

function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string): number => (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024) / 1e6;
  return { now: mb('VmRSS'), peak: mb('VmHWM') };
}
