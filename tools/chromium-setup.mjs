/** Vitest's global set-up of the browser tests: they find their Chromium written down. */
import { prepareChromium } from './chromium.mjs'

/** @returns {Promise<void>} */
export async function setup() {
  await prepareChromium()
}
