// Apart from the benchmarks of the browser: no browser is needed, and the server must be one that is built for speed.
import tests from '../../playwright.config.ts';

export default { ...tests, testDir: '.', testMatch: ['sync.ts'], outputDir: '../../test-results', workers: 1 };
