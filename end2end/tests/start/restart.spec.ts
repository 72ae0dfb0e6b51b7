// A server is stopped as a service manager does it and started again; what cannot be used stops the start.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoLogins, logInByForm } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';

const TLS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures', 'tls');

test('after a stop the database opens again, with the demo accounts whose passwords were printed once', async ({ page }) => {
  test.slow();
  const folder = mkdtempSync(join(tmpdir(), 'sozialraumportal-restart-'));
  const settings = { DATABASE_URL: `surrealkv://${join(folder, 'db')}` };
  try {
    const first = await startServer(settings);
    await expect.poll(() => first.output(), 'the address to open').toContain(`Sozialraumportal: ${first.url}\n`);
    const printed = first.output();
    expect(demoLogins(first).length).toBeGreaterThanOrEqual(7);
    await first.stop();

    const second = await startServer(settings);
    try {
      expect(() => demoLogins(second)).toThrow('the server printed no logins');
      await logInByForm(page, { ...second, output: () => printed }, 'Finanzen');
    } finally {
      await second.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a wrong setting ends the start with its name and what is allowed', async () => {
  await expect(startServer({ CELL_MIN: '2' })).rejects.toThrow(/CELL_MIN: »2« geht nicht\. Erlaubt ist: eine Zahl von 3 bis 100\./);
  // Demo accounts are for this machine only.
  await expect(startServer({ PUBLIC_URL: 'https://portal.example' })).rejects.toThrow(/Demo-Konten nur, solange PUBLIC_URL auf localhost zeigt/);
});

test('an address that is taken ends the start before anything is begun', async () => {
  const blocker = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', () => resolve()));
  const { port } = blocker.address() as AddressInfo;
  try {
    const message = await startServer({}, port).then(async (server) => {
      await server.stop();
      return 'it started';
    }, String);
    expect(message).toContain(`LISTEN: an 127.0.0.1:${port} lässt sich nicht lauschen`);
    // The logins are printed once: not by a start that comes to nothing.
    expect(message).not.toContain('Zugänge');
  } finally {
    await new Promise<void>((resolve) => blocker.close(() => resolve()));
  }
});

test('a certificate that cannot be used ends the start with the names of both files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sozialraumportal-tls-'));
  const [cert, key] = [join(TLS, 'cert.pem'), join(TLS, 'key.pem')];
  const foreign = join(folder, 'foreign.pem');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(foreign, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  try {
    const wrong = [
      { TLS_CERT: join(folder, 'missing.pem'), TLS_KEY: key },
      { TLS_CERT: cert, TLS_KEY: join(folder, 'missing.pem') },
      // Without a key in it, and with the key of another certificate.
      { TLS_CERT: cert, TLS_KEY: cert },
      { TLS_CERT: cert, TLS_KEY: foreign },
    ];
    for (const settings of wrong) {
      const said = `TLS_CERT (${settings.TLS_CERT}) und TLS_KEY (${settings.TLS_KEY}) müssen zusammenpassende PEM-Dateien sein`;
      await expect(startServer(settings)).rejects.toThrow(said);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the address of a mail server that cannot be read ends the start, and is not repeated with its password', async () => {
  for (const address of ['smtp://portal:geheim@mail.example:viele', 'smtp://portal:geheim@mail.example?tls=ja']) {
    const message = await startServer({ SMTP_URL: address, FEEDBACK_EMAIL: 'amt@kreis.example' }).then(async (server) => {
      await server.stop();
      return 'it started';
    }, String);
    expect(message).toContain('SMTP_URL lässt sich nicht lesen. Erlaubt ist: smtps://NUTZER:PASSWORT@RECHNER:PORT');
    expect(message).not.toContain('geheim');
  }
});
