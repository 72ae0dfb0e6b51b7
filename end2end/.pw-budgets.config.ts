import base from './playwright.config.ts';
export default { ...base, testDir: '/work/main/end2end', timeout: 240_000, expect: { timeout: 40_000 }, workers: 1 };
