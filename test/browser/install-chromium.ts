// Part of the set-up of `npm test`, whose tests of the report's page drive a real browser.
import { chromiumProgram } from './chromium.ts';

console.log(await chromiumProgram());
