// A tablet that was last used with a version that kept everything in plain words: nothing is lost, and nothing stays open.
import { createHash, randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { PIN, enterPin, fillLoginForm } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { IS_MISSING, WORKS_WELL, place, servedPackages } from '../../pages/field.ts';
import type { FieldPackage } from '../../pages/field.ts';

/** SHA-256 over device, number, Erhebung and text, as every version computes it. */
function changeHash(device: string, seq: number, erhebung: string, body: string): string {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(seq);
  const bytes = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');
  return createHash('sha256').update(bytes(device)).update(number).update(bytes(erhebung)).update(body).digest('hex');
}

interface Kept {
  device: string;
  stores: Record<string, Record<string, string>>;
  packages: Record<string, string>;
}

/** Puts the stores of the plain version in place of those of this one. */
async function leave(page: Page, { device, stores, packages }: Kept, fields: Record<string, string>): Promise<void> {
  await page.evaluate(
    async ({ device, stores, packages, fields }) => {
      const { account } = JSON.parse(localStorage.getItem('me') ?? '{}') as { account: string };
      const fill = async (name: string, stores: Record<string, Record<string, string>>) => {
        const opening = indexedDB.open(name, 1);
        // The questionnaires' database comes into being when they are first kept.
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore('journal', { autoIncrement: true });
          opening.result.createObjectStore('packages');
        };
        const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
        const transaction = database.transaction(Object.keys(stores), 'readwrite');
        for (const [store, values] of Object.entries(stores)) {
          for (const [key, value] of Object.entries(values)) transaction.objectStore(store).put(value, key);
        }
        await new Promise<void>((resolve, reject) => {
          transaction.oncomplete = () => resolve();
          transaction.onerror = () => reject(transaction.error);
        });
        database.close();
      };
      await fill(`sozialraumportal-sync-${account}`, { ...stores, state: { ...stores['state'], device } });
      await fill(`sozialraumportal-${account}`, { packages });
      for (const [key, value] of Object.entries(fields)) localStorage.setItem(key, value);
    },
    { device, stores, packages, fields },
  );
}

/** All values that hold words of people, wherever they lie. */
async function values(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { account } = JSON.parse(localStorage.getItem('me') ?? '{}') as { account: string };
    const found: string[] = [];
    for (const [name, stores] of [
      [`sozialraumportal-sync-${account}`, ['shared', 'anonymous', 'replica']],
      [`sozialraumportal-${account}`, ['packages', 'journal']],
    ] as const) {
      const opening = indexedDB.open(name, 1);
      const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
      for (const store of stores) {
        const reading = database.transaction(store).objectStore(store).getAll();
        found.push(...(await new Promise<string[]>((resolve) => (reading.onsuccess = () => resolve(reading.result as string[])))));
      }
      database.close();
    }
    const keys = Object.keys(localStorage).filter((key) => key.startsWith('answer/'));
    return [...found, ...keys.map((key) => localStorage.getItem(key) ?? '')];
  });
}

test('the first PIN takes over what lies there in plain words: all of it is there, none of it is open', async ({ page }) => {
  test.slow();
  const server = await startServer();
  try {
    await fillLoginForm(page, server, 'KiSo');
    await page.goto(`${server.url}/app/geraet`);
    await expect(page.getByRole('heading', { name: 'PIN für dieses Gerät' })).toBeVisible();
    const { kept, sheet, survey } = await servedPackages(page, server.url);

    const [device, draft, parents] = [randomUUID(), randomUUID(), randomUUID()];
    const nobody = '00000000-0000-0000-0000-000000000000';
    const day = new Date().toISOString().slice(0, 10);
    const record = (of: string, seq: number, erhebung: string, submission: string, change: object) => {
      const body = JSON.stringify(change);
      return JSON.stringify({ erhebung, submission, body, hash: changeHash(of, seq, erhebung, body) });
    };
    const begun = (submission: string, of: FieldPackage) => ({ kind: 'started', submission, erhebung: of.erhebung.id, day });
    const answered = (submission: string, at: string, value: string) => ({ kind: 'answered', submission, place: at, value });
    const well = place(sheet, 'ressourcen');
    const stores = {
      shared: {
        '0000000001': record(device, 1, sheet.erhebung.id, draft, begun(draft, sheet)),
        '0000000002': record(device, 2, sheet.erhebung.id, draft, { ...answered(draft, well, 'aus dem Journal'), follows: 1 }),
      },
      anonymous: {
        '0000000001': record(nobody, 1, survey.erhebung.id, parents, begun(parents, survey)),
        '0000000002': record(nobody, 2, survey.erhebung.id, parents, answered(parents, place(survey, 'wunsch'), 'mehr Zeit')),
      },
      state: {
        stamp: JSON.stringify({ shared: 2, anonymous: 2, cursor: { position: { number: 0, link: '' }, view: '' }, wiped: false }),
        [`last-of/${draft}`]: '2',
      },
    };
    const packages = Object.fromEntries(kept.map((one) => [one.erhebung.id, JSON.stringify(one)]));
    // Typed when the journal had two entries, and never journalled: the page was killed before.
    const field = { [`answer/${draft}/${place(sheet, 'bedarfe')}`]: JSON.stringify({ after: 2, value: 'nur im Feldspeicher' }) };
    await leave(page, { device, stores, packages }, field);

    await page.reload();
    await enterPin(page, PIN);
    const rows = page.getByRole('table', { name: 'Fragebögen auf diesem Gerät' }).getByRole('rowheader');
    await expect(rows).toHaveCount(2);
    const open = (await values(page)).filter((value) => !value.startsWith('s1.'));
    expect(open, 'in plain words').toEqual([]);

    await page.goto(`${server.url}/app/erhebungen/${sheet.erhebung.id}/${draft}`);
    await enterPin(page, PIN);
    await expect(page.getByLabel(WORKS_WELL)).toHaveValue('aus dem Journal');
    await expect(page.getByLabel(IS_MISSING)).toHaveValue('nur im Feldspeicher');
    await page.goto(`${server.url}/app/erhebungen/${survey.erhebung.id}/${parents}`);
    await enterPin(page, PIN);
    await expect(page.getByLabel('Was sollten wir noch wissen?')).toHaveValue('mehr Zeit');
    expect((await values(page)).length).toBeGreaterThan(7);
    await page.close();
  } finally {
    await server.stop();
  }
});
