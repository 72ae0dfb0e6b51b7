// With a certificate the portal serves TLS itself: what tablets on the LAN need.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logInByForm } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';

/** Made for these tests and worth nothing anywhere else: for `localhost`, signed by itself. */
const TLS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures', 'tls');

test.use({ ignoreHTTPSErrors: true });
// Chromium fetches no service worker with a certificate that nobody has signed.
test.use({ expectedConsoleErrors: [/SSL certificate error|service-?worker|sw\.js/i] });

test('the portal is used over TLS, and its cookie never travels without', async ({ page, context }) => {
  const server = await startServer({ TLS_CERT: join(TLS, 'cert.pem'), TLS_KEY: join(TLS, 'key.pem') });
  try {
    const answer = await page.goto(server.url);
    expect(answer?.headers()['strict-transport-security']).toBeTruthy();
    await logInByForm(page, server, 'Koordination');
    const [session] = await context.cookies(server.url);
    expect(session).toMatchObject({ secure: true, httpOnly: true });
    expect(session?.name).toMatch(/^__Host-/);
  } finally {
    await server.stop();
  }
});
