// `cargo xtask bench browser`: what the issues ask to be fast in the browser, with the release bundles.
import tests from './playwright.config.ts';

export default { ...tests, testMatch: ['bench/**/*.bench.ts'], workers: 1 };
