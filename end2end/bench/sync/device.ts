// A tablet as it speaks with the server, and the list of everything that was sent: what is missing in the end is a fault.
import { changeHash, type Change, Writer } from './change.ts';
import type { Visitor } from './http.ts';
import type { Sheet } from './portal.ts';

interface Position {
  number: number;
  link: string;
}

interface Reply {
  server: { epoch: string; head: Position; lineage_kept: boolean };
  device: { received: number; received_hash: string; revoked: boolean };
}

interface PushReply extends Reply {
  receipts: { seq: number; hash: string; verdict: string }[];
  incident?: number;
}

interface Page extends Reply {
  changes: { device: string; seq: number; erhebung: string; body: string }[];
  through: Position;
  more: boolean;
}

/** Hash of every change that the server has acknowledged, by device and number. */
export type Ledger = Map<string, string>;

export class Device {
  readonly writer: Writer;
  private known: { epoch: string; head: Position } | undefined;
  private last: Change | undefined;

  constructor(
    private readonly visitor: Visitor,
    sheet: Sheet,
    private readonly ledger: Ledger,
  ) {
    this.writer = new Writer(sheet.erhebung, sheet.questions);
  }

  /** Sends consecutive changes; ends the benchmark unless each is receipted exactly once, with its hash. */
  async push(changes: readonly Change[]): Promise<void> {
    const known = this.known ? `"known":${JSON.stringify(this.known)},` : '';
    const text = changes.map((change) => change.json).join(',');
    const body = `{"device":"${this.writer.device}",${known}"changes":[${text}]}`;
    const reply = await this.visitor.json<PushReply>('POST', '/api/v1/sync/changes', body);
    const fits = (change: Change, at: number): boolean => {
      const receipt = reply.receipts[at];
      return receipt?.seq === change.seq && receipt.hash === change.hash && receipt.verdict === 'accepted';
    };
    if (reply.incident !== undefined || reply.receipts.length !== changes.length || !changes.every(fits)) {
      throw new Error(`wrong receipts for a push from number ${changes[0]?.seq}: ${JSON.stringify(reply).slice(0, 500)}`);
    }
    this.last = changes.at(-1);
    this.hear(reply);
    for (const { seq, hash } of changes) this.ledger.set(`${this.writer.device} ${seq}`, hash);
  }

  /** Number of the server's last place; ends the benchmark unless it has the device's last change. */
  async status(): Promise<number> {
    const reply = await this.visitor.json<Reply>('GET', `/api/v1/sync/status?${this.query()}`);
    this.hear(reply);
    if (this.last && reply.device.received_hash !== this.last.hash) {
      throw new Error(`the server has not the last change, but ${JSON.stringify(reply.device)}`);
    }
    return reply.server.head.number;
  }

  /** Reads everything from the start, page by page. */
  async pull(): Promise<Page[]> {
    const pages: Page[] = [];
    let after: Position = { number: 0, link: '' };
    for (;;) {
      const query = `${this.query()}&after=${after.number}&after_link=${after.link}`;
      const page = await this.visitor.json<Page>('GET', `/api/v1/sync/changes?${query}`);
      this.hear(page);
      pages.push(page);
      if (!page.more) return pages;
      after = page.through;
    }
  }

  /** Ends the benchmark unless the pages hold every change of the list exactly once, as it was sent. */
  compare(pages: readonly Page[]): void {
    const missing = new Map(this.ledger);
    for (const { device, seq, erhebung, body } of pages.flatMap((page) => page.changes)) {
      const key = `${device} ${seq}`;
      if (missing.get(key) !== changeHash(device, seq, erhebung, body)) throw new Error(`${key} came twice or changed`);
      missing.delete(key);
    }
    if (missing.size > 0) throw new Error(`${missing.size} of ${this.ledger.size} acknowledged changes were not pulled`);
  }

  private hear({ server, device }: Reply): void {
    if (!server.lineage_kept || device.revoked) throw new Error('the server says that it is another one');
    this.known = { epoch: server.epoch, head: server.head };
  }

  private query(): string {
    const { known } = this;
    const told = known ? `&epoch=${known.epoch}&head=${known.head.number}&link=${known.head.link}` : '';
    return `device=${this.writer.device}${told}`;
  }
}
