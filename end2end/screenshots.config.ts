// `cargo xtask screenshots`: the pictures under docs/, taken from the running product.
import tests from './playwright.config.ts';

export default { ...tests, testMatch: ['docs/**/*.shots.ts'], workers: 1 };
