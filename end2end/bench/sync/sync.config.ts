// Apart from the benchmarks of the browser: no browser is needed, and the server must be one that is built for speed.
import tests from '../../playwright.config.ts';

const use = { ...tests.use, trace: 'off' as const };

export default { ...tests, use, testDir: '.', testMatch: ['sync.ts'], outputDir: '../../test-results', workers: 1 };
