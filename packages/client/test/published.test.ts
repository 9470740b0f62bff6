/** The package as applications get it: how heavy it is, and whether their compilers take its types. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const mostBytes = 4096

test('the client is at most 4 KB of gzip, and imports nothing', async () => {
  const made = await rolldown({
    input: join(root, 'packages/client/src/index.ts'),
    platform: 'browser',
    tsconfig: false,
    transform: { target: 'es2022' },
  })
  const { output } = await made.generate({ format: 'esm', minify: true })
  await made.close()
  const [{ code, imports, dynamicImports }] = output
  const bytes = gzipSync(code).length
  process.stdout.write(`@postern/client: ${bytes} bytes of gzip, ${code.length} as it is\n`)
  expect([...imports, ...dynamicImports]).toEqual([])
  expect(bytes).toBeLessThanOrEqual(mostBytes)
  expect(bytes).toBeGreaterThan(1000)
})

test.each([
  ['bundler', 'esnext'],
  ['nodenext', 'nodenext'],
])(
  'the compiler of an application takes the published types without skipping any, resolved as by %s',
  async (resolution, module) => {
    expect(existsSync(join(root, 'packages/client/dist/types/react.d.ts')), 'run `npm run build` first').toBe(true)
    const asThey = ['--moduleResolution', resolution, '--module', module]
    expect(await compile('packages/client/test/consumer', asThey)).toBe('')
  },
)

test('every example of the guide and the README compiles as it is printed', async () => {
  const folder = join(root, '.cache/client-guide')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const guide = readFileSync(join(root, 'docs/guides/client.md'), 'utf8')
  const examples = [...guide.matchAll(/```tsx?\n\/\/ (\S+)\n([\s\S]*?)```/g)]
  expect(examples.map(([, name]) => name)).toEqual([
    'auth.ts',
    'sign-in.ts',
    'arrived.ts',
    'account.ts',
    'who.ts',
    'phone.ts',
    'app.tsx',
  ])
  for (const [, name = '', code = ''] of examples) writeFileSync(join(folder, name), code)
  const readme = readFileSync(join(root, 'packages/client/README.md'), 'utf8')
  writeFileSync(join(folder, 'readme.ts'), /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? 'no example')
  const settings = { extends: '../../packages/client/test/consumer/tsconfig.json', include: ['.'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  expect(await compile('.cache/client-guide')).toBe('')
})

test('the React entry says that it is for the browser, and brings no React of its own', () => {
  const built = readFileSync(join(root, 'packages/client/dist/react.js'), 'utf8')
  expect(built).toMatch(/^['"]use client['"]/)
  expect(built.match(/from ["'][^"']+["']/g)).toEqual(['from "react"', 'from "react/jsx-runtime"'])
})

/** What the compiler has to say. */
async function compile(folder: string, more: readonly string[] = []): Promise<string> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  return promisify(execFile)(process.execPath, [tsc, '-p', folder, ...more], { cwd: root })
    .then(() => '')
    .catch((fault: { stdout: string }) => fault.stdout)
}
