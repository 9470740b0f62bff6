/**
 * Unpacks the side package's browser, libraries and fonts into the folder named first. In a process of its own, because
 * the package always unpacks into the temporary folder, which only the environment can move.
 */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = process.argv[2]
if (folder === undefined) throw new TypeError('Usage: node inflate.mjs <folder>')
mkdirSync(folder, { recursive: true })
process.env['TMPDIR'] = folder

const home = new URL('node_modules/@sparticuz/chromium/', import.meta.url)
const { default: chromium, inflate } = await import(new URL('build/index.js', home).href)
await chromium.executablePath()
await inflate(fileURLToPath(new URL('bin/al2023.tar.br', home)))
