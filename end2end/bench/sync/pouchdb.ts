// The same work with PouchDB: `_bulk_docs`, `_changes` with documents, and single documents.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { document } from './change.ts';
import { Visitor } from './http.ts';

/** Documents of one page, as many as ours has. */
const PAGE = 500;

interface Changes {
  results: { id: string; doc?: { value?: string } }[];
  last_seq: number;
}

export class PouchDb {
  private count = 0;
  private readonly stored = new Set<string>();

  private constructor(
    private readonly visitor: Visitor,
    readonly stop: () => Promise<void>,
  ) {}

  /** `shipped` is how the documentation starts it; `bare` has only what replication needs. */
  static async open(mode: 'shipped' | 'bare'): Promise<PouchDb> {
    const folder = mkdtempSync(join(tmpdir(), 'pouchdb-'));
    const program = join(import.meta.dirname, 'pouchdb-server.mjs');
    const child = fork(program, [mode], { cwd: folder, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const ended = once(child, 'exit');
    const stop = async (): Promise<void> => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    };
    const early = ended.then(([code]) => Promise.reject(new Error(`PouchDB ended with ${code}`)));
    const [{ port }] = (await Promise.race([once(child, 'message'), early])) as [{ port: number }];
    early.catch(() => undefined);
    const visitor = new Visitor(`http://127.0.0.1:${port}`);
    await visitor.json('PUT', '/bench', '', 201);
    return new PouchDb(visitor, stop);
  }

  /** Documents with their ids, ready before any clock runs. */
  documents(count: number): { id: string; json: string }[] {
    const submission = randomUUID();
    return Array.from({ length: count }, (_, place) => {
      this.count += 1;
      const id = `${submission}-${String(this.count).padStart(8, '0')}`;
      return { id, json: document(id, submission, place) };
    });
  }

  async push(documents: readonly { id: string; json: string }[]): Promise<void> {
    const body = `{"docs":[${documents.map((document) => document.json).join(',')}]}`;
    const done = await this.visitor.json<{ ok?: boolean; id: string }[]>('POST', '/bench/_bulk_docs', body, 201);
    // With its validation switched on, the answers come in any order.
    const ids = new Set(done.filter((one) => one.ok).map((one) => one.id));
    const missing = documents.filter(({ id }) => !ids.has(id)).length;
    if (missing > 0 || done.length !== documents.length) {
      throw new Error(`PouchDB: ${missing} of ${documents.length} documents not stored: ${JSON.stringify(done).slice(0, 300)}`);
    }
    for (const { id } of documents) this.stored.add(id);
  }

  async put({ id, json }: { id: string; json: string }): Promise<void> {
    await this.visitor.json('PUT', `/bench/${id}`, json, 201);
    this.stored.add(id);
  }

  /** Reads everything from the start; returns how many documents came. */
  async pull(): Promise<number> {
    const read = new Set<string>();
    for (let since = 0; ; ) {
      const query = `include_docs=true&limit=${PAGE}&since=${since}`;
      const page = await this.visitor.json<Changes>('GET', `/bench/_changes?${query}`);
      for (const { id, doc } of page.results) if (doc?.value) read.add(id);
      if (page.results.length < PAGE) break;
      since = page.last_seq;
    }
    if (read.size !== this.stored.size) throw new Error(`PouchDB gave ${read.size} of ${this.stored.size} documents`);
    return read.size;
  }
}
