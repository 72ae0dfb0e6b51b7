// One client for both servers: connections stay open, and an answer counts once it is read whole.
import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** As many connections as there are requests at once: 200 tablets do not wait for each other here. */
const agent = new Agent({ keepAlive: true, family: 4 });

/** One visitor of a server: address and cookie. */
export class Visitor {
  constructor(
    readonly url: string,
    readonly cookie = '',
  ) {}

  ask(method: 'GET' | 'POST' | 'PUT', path: string, body = '', type = 'application/json'): Promise<Answer> {
    const bytes = Buffer.from(body);
    const sent = { 'content-type': type, 'content-length': bytes.length, cookie: this.cookie };
    const headers = method === 'GET' ? { cookie: this.cookie } : sent;
    return new Promise((resolve, reject) => {
      const asked = request(`${this.url}${path}`, { agent, method, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('error', reject);
        answer.once('end', () => {
          const { statusCode: status = 0, headers } = answer;
          resolve({ status, headers, body: Buffer.concat(chunks).toString() });
        });
      });
      asked.once('error', reject);
      asked.end(bytes);
    });
  }

  /** The answer as JSON; any other status than the expected one ends the benchmark. */
  async json<T>(method: 'GET' | 'POST' | 'PUT', path: string, body = '', expected = 200): Promise<T> {
    const answer = await this.ask(method, path, body);
    if (answer.status !== expected) throw new Error(`${method} ${path}: ${answer.status} ${answer.body.slice(0, 500)}`);
    return JSON.parse(answer.body) as T;
  }
}

/** Ends the connections that are kept. */
export function hangUp(): void {
  agent.destroy();
}
