// A tablet that was last used with an earlier version: its journal, its field cache and what it had not sent yet.
import { createHash, randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { IS_MISSING, WORKS_WELL, place, servedPackages } from '../../pages/field.ts';
import type { FieldPackage } from '../../pages/field.ts';

/** SHA-256 over place and value of each answer, their lengths in front, as every version computes it. */
function hashOf(answers: { place: string; value: string }[]): string {
  const hash = createHash('sha256');
  for (const { place, value } of answers) {
    for (const part of [place, value]) {
      const length = Buffer.alloc(8);
      length.writeBigUInt64BE(BigInt(Buffer.byteLength(part)));
      hash.update(length).update(part);
    }
  }
  return hash.digest('hex');
}

/** Writes into the stores of the earlier version, whose entries were numbered by the browser. */
async function leave(page: Page, journal: object[], fields: Record<string, object>): Promise<void> {
  await page.evaluate(
    async ({ texts, fields }) => {
      const me = JSON.parse(localStorage.getItem('me') ?? '{}') as { account: string };
      const opening = indexedDB.open(`sozialraumportal-${me.account}`, 1);
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const transaction = database.transaction('journal', 'readwrite');
      for (const text of texts) transaction.objectStore('journal').add(text);
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onerror = () => reject(transaction.error);
      });
      database.close();
      for (const [key, value] of Object.entries(fields)) localStorage.setItem(key, JSON.stringify(value));
    },
    { texts: journal.map((change) => JSON.stringify(change)), fields },
  );
}

/** What is left of it. */
async function remains(page: Page): Promise<{ entries: number; fields: number }> {
  return page.evaluate(async () => {
    const me = JSON.parse(localStorage.getItem('me') ?? '{}') as { account: string };
    const opening = indexedDB.open(`sozialraumportal-${me.account}`, 1);
    const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
    const counting = database.transaction('journal').objectStore('journal').count();
    const entries = await new Promise<number>((resolve) => (counting.onsuccess = () => resolve(counting.result)));
    database.close();
    return { entries, fields: Object.keys(localStorage).filter((key) => key.startsWith('field/')).length };
  });
}

test('an update from an earlier version loses nothing: drafts, what only the field cache holds, what was not sent', async ({ page }) => {
  test.slow();
  const server = await startServer();
  try {
    await logIn(page, server, 'KiSo');
    await page.goto(`${server.url}/app/geraet`);
    await expect(page.getByText('Auf diesem Gerät liegt noch kein Fragebogen.')).toBeVisible();
    const { sheet, survey } = await servedPackages(page, server.url);

    const [draft, parents, finished, thrown] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const begin = (submission: string, of: FieldPackage) =>
      ({ kind: 'started', submission, erhebung: of.erhebung.id, day: new Date().toISOString().slice(0, 10) });
    const answer = (submission: string, at: string, value: string) => ({ kind: 'answered', submission, place: at, value });
    const [well, missing, wish] = [place(sheet, 'ressourcen'), place(sheet, 'bedarfe'), place(survey, 'wunsch')];
    const answers = [{ place: place(sheet, 'tag'), name: 'tag', value: '2026-03-02' }];
    const journal = [
      begin(draft, sheet),
      answer(draft, well, 'alt'),
      answer(draft, well, 'alt, länger'),
      begin(parents, survey),
      answer(parents, wish, 'mehr Zeit'),
      begin(finished, sheet),
      answer(finished, place(sheet, 'tag'), '2026-03-02'),
      { kind: 'finished', sent: { id: finished, erhebung: sheet.erhebung.id, day: '2026-03-02', hash: hashOf(answers), content: { answers } } },
      begin(thrown, sheet),
      { kind: 'discarded', submission: thrown },
    ];
    // Typed when the journal had ten entries, and never journalled: the page was killed before.
    await leave(page, journal, { [`field/${draft}/${missing}`]: { after: 10, value: 'nur im Feldspeicher' } });

    await page.reload();
    const rows = page.getByRole('table', { name: 'Fragebögen auf diesem Gerät' }).getByRole('rowheader');
    await expect(rows).toHaveCount(3);
    await expect(page.getByRole('cell', { name: /^Entwurf/ })).toHaveCount(2);
    await expect(page.getByRole('cell', { name: 'beim Kreisjugendamt angekommen', exact: true })).toBeVisible();
    expect(await remains(page)).toEqual({ entries: 0, fields: 0 });

    await page.goto(`${server.url}/app/erhebungen/${sheet.erhebung.id}/${draft}`);
    await expect(page.getByLabel(WORKS_WELL)).toHaveValue('alt, länger');
    await expect(page.getByLabel(IS_MISSING)).toHaveValue('nur im Feldspeicher');
    await page.goto(`${server.url}/app/erhebungen/${survey.erhebung.id}/${parents}`);
    await expect(page.getByLabel('Was sollten wir noch wissen?')).toHaveValue('mehr Zeit');
    // Taken over once, not with every start.
    await page.goto(`${server.url}/app/geraet`);
    await expect(rows).toHaveCount(3);
    await expect(page.getByRole('cell', { name: /^Entwurf, .* beim Kreisjugendamt angekommen$/ })).toHaveCount(1);
    await expect(page.getByText('zwei Antworten')).toHaveCount(0);
    // The page would go on asking a server that is gone.
    await page.close();
  } finally {
    await server.stop();
  }
});
