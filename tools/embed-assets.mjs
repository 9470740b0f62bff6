/*
 * Turns the style sheets and the script of the hosted pages into one TypeScript file, so that a deployed Postern reads
 * no file for them. `node tools/embed-assets.mjs` writes it; `--check` exits with 1 when it is stale.
 */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'

const pages = join(import.meta.dirname, '../packages/postern/src/pages')
const target = join(pages, 'assets.generated.ts')

/** @param {boolean} check */
async function main(check) {
  const fresh = await generated()
  const old = await readFile(target, 'utf8').catch(() => '')
  if (fresh === old) return
  if (!check) return writeFile(target, fresh)
  console.error('assets.generated.ts is stale: run `node tools/embed-assets.mjs`')
  process.exitCode = 1
}

async function generated() {
  const tokens = await sheet('tokens.css')
  const assets = {
    'pages.css': { body: tokens + (await sheet('pages.css')), type: 'text/css; charset=utf-8' },
    'account.css': { body: await sheet('account.css'), type: 'text/css; charset=utf-8' },
    'inbox.css': { body: tokens + (await sheet('inbox.css')), type: 'text/css; charset=utf-8' },
    'icon.svg': { body: (await readFile(join(pages, 'assets/icon.svg'), 'utf8')).trim(), type: 'image/svg+xml' },
    'page.js': { body: await script('page.ts'), type: 'text/javascript; charset=utf-8' },
  }
  const entries = Object.entries(assets).map(([name, { body, type }]) => {
    const fields = [`body: ${literal(body)}`, `type: ${literal(type)}`, `hash: ${literal(hash(body))}`]
    return `  ${literal(name)}: {\n${fields.map((field) => `    ${field},\n`).join('')}  },\n`
  })
  return `${header}${entries.join('')}}\n`
}

const header = `// Made by tools/embed-assets.mjs from pages/assets. Do not edit.

export interface Asset {
  readonly body: string
  readonly type: string
  /** Of the body: for an address that may be cached for ever. */
  readonly hash: string
}

export type AssetName = 'pages.css' | 'account.css' | 'inbox.css' | 'icon.svg' | 'page.js'

export const assets: Readonly<Record<AssetName, Asset>> = {
`

/** @param {string} name */
async function sheet(name) {
  const css = await readFile(join(pages, 'assets', name), 'utf8')
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim()
}

/** @param {string} name */
async function script(name) {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: join(pages, 'assets', name), output: { format: 'iife', entryFileNames: 'page.js' } },
    },
  })
  const [output] = Array.isArray(made) ? made : [made]
  if (output === undefined || !('output' in output)) throw new Error(`${name} did not build`)
  return output.output[0].code.trim()
}

/** @param {string} body */
function hash(body) {
  return createHash('sha256').update(body).digest('base64url').slice(0, 16)
}

/** @param {string} text */
function literal(text) {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`
}

await main(process.argv.includes('--check'))
