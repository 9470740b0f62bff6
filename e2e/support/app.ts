/** Makes the page of an application that uses the client, with the React that a test wants. Knows no test. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { npmCommand, root } from '../../tools/bootstrap.mjs'
import { isInstalled, markInstalled } from '../../tools/installed.mjs'

export type ReactVersion = '18' | '19'

/** A whole document: its style sheet and its script stand in it, so that a house can serve it at one path. */
export async function appPage(react: ReactVersion, lang = 'en'): Promise<string> {
  const css = readFileSync(join(root, 'packages/client/src/react.css'), 'utf8')
  const script = (await bundled(react)).replaceAll('</script', '<\\/script')
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Acme</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body { margin: 0; font: 1rem system-ui; background: #d5dce1; color: #16202b }
@media (prefers-color-scheme: dark) { body { background: #0a1017; color: #f5f1e8 } }
main > h1, main > p { margin: 1rem; font-size: 1rem; overflow-wrap: anywhere } ${css}</style></head>
<body><div id="root"></div><script type="module">${script}</script></body></html>`
}

async function bundled(react: ReactVersion): Promise<string> {
  const made = await rolldown({
    input: join(root, 'e2e/client/app.tsx'),
    platform: 'browser',
    tsconfig: false,
    resolve: { conditionNames: ['@postern/source', 'browser', 'import', 'default'], alias: aliases(react) },
    transform: { define: { 'process.env.NODE_ENV': '"development"' }, jsx: 'react-jsx' },
    logLevel: 'silent',
  })
  const { output } = await made.generate({ format: 'esm', minify: true })
  await made.close()
  return output[0].code
}

function aliases(react: ReactVersion): Record<string, string> {
  const folder = react === '18' ? oldest() : join(root, 'node_modules')
  return { react: join(folder, 'react'), 'react-dom': join(folder, 'react-dom') }
}

/** Installed on demand from a lockfile of its own. */
function oldest(): string {
  const folder = join(root, 'e2e/react-18')
  if (!isInstalled(folder)) {
    const { command, args } = npmCommand()
    const flags = ['ci', '--ignore-scripts', '--no-workspaces', '--no-audit', '--no-fund', '--loglevel=error']
    const { status, stderr } = spawnSync(command, [...args, ...flags], { cwd: folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(`React 18 could not be installed; try: cd e2e/react-18 && npm ci\n${stderr}`)
    markInstalled(folder)
  }
  return join(folder, 'node_modules')
}
