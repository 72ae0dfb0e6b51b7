// Changes as a tablet makes them, ready before any clock runs: on a tablet, too, they are written long before they are sent.
import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** Bytes of a change's text, and of a document of PouchDB. */
const BYTES = 874;

/** Answers of one sheet; then the next one is begun. */
export const ANSWERS = 120;

export interface Change {
  readonly seq: number;
  readonly hash: string;
  /** As it stands in a push. */
  readonly json: string;
}

/** Writes the changes of one device: numbers without gaps, each with what lay before the person and its hash. */
export class Writer {
  readonly device = randomUUID();
  private seq = 0;
  private submission = randomUUID();
  /** Number of the change before in the same submission. */
  private follows = 0;
  /** Answers in this submission. */
  private given = 0;

  /** `questions` is how many questions the sheet has. */
  constructor(
    private readonly erhebung: string,
    private readonly questions: number,
  ) {}

  /** A sheet is opened: the only change that is shorter. */
  start(day: string): Change {
    this.open();
    return this.note({ kind: 'started', submission: this.submission, erhebung: this.erhebung, day });
  }

  answers(count: number): Change[] {
    return Array.from({ length: count }, () => {
      if (this.given === ANSWERS) this.open();
      this.given += 1;
      return this.note({ kind: 'answered', submission: this.submission, place: this.place(), value: '' });
    });
  }

  private open(): void {
    this.submission = randomUUID();
    this.follows = 0;
    this.given = 0;
  }

  private place(): string {
    return String(1 + (this.seq % this.questions));
  }

  private note(change: Record<string, unknown>): Change {
    const base = this.seq > 0 ? { base: { [this.device]: this.seq } } : {};
    const follows = this.follows > 0 ? { follows: this.follows } : {};
    const body = filled({ ...change, ...base, ...follows }, 'value');
    this.seq += 1;
    this.follows = this.seq;
    const hash = changeHash(this.device, this.seq, this.erhebung, body);
    return { seq: this.seq, hash, json: JSON.stringify({ seq: this.seq, erhebung: this.erhebung, body, hash }) };
  }
}

/** A document of the same size for PouchDB. */
export function document(id: string, submission: string, place: number): string {
  return filled({ _id: id, kind: 'answered', submission, place: String(place), value: '' }, 'value');
}

/** As `domain::sync::change_hash`: over device, number, Erhebung and text. */
export function changeHash(device: string, seq: number, erhebung: string, body: string): string {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(seq);
  return createHash('sha256').update(bytes(device)).update(number).update(bytes(erhebung)).update(body).digest('hex');
}

function bytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

/** The JSON text with the field filled up to the size. Random letters: neither database gains by compressing them. */
function filled(content: Record<string, unknown>, field: string): string {
  if (!(field in content)) return JSON.stringify(content);
  const missing = BYTES - JSON.stringify(content).length;
  const value = randomBytes(missing).toString('base64').slice(0, missing);
  return JSON.stringify({ ...content, [field]: value });
}
