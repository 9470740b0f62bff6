import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { browser } from './browser.ts'
import { oneProcess } from './one-process.ts'
import { cleanUp, dev, launch, newFolder, run, secret, settings } from './process.ts'

const held: Server[] = []
const commands = oneProcess()

afterEach(async () => {
  for (const server of held.splice(0)) server.close()
  await cleanUp()
})
afterAll(commands.end)

const tooOld =
  /^Postern needs Node 22\.18 .+ and this is Node (\S+): install Node 24 from \S+ and run the command again\.\n$/

test('a Node too old is told so in one sentence', async () => {
  const pretend = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.20.2'})"
  const { code, stdout, stderr } = await run(['dev'], { nodeArgs: ['--import', pretend] })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(tooOld)
})

test('whatever other Node this machine has either runs the command or is told so', async () => {
  for (const node of ['/usr/bin/node', '/usr/local/bin/node'].filter(existsSync)) {
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1)
    const { code, stdout, stderr } = await run(['--version'], { node })
    if (code === 0) expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    else expect(tooOld.exec(stderr)?.[1]).toBe(version)
  }
})

test('--version and --help answer and end', async () => {
  expect(await run(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  const help = await run(['--help'])
  expect(help.code).toBe(0)
  for (const word of ['postern dev', 'postern start', 'postern migrate', '--lan', 'POSTERN_SECRET'])
    expect(help.stdout).toContain(word)
})

test('a reader that has gone ends a command without a word', async () => {
  const { child, ended } = launch({ args: ['--help'] })
  child.stdout?.destroy()
  expect(await ended).toEqual({ code: 0, stdout: '', stderr: '' })
})

test('--help of a command, and of all that is done with one thing, shows what belongs to it', async () => {
  const { code, stdout } = await run(['user', 'create', 'ada@example.com', '--help'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^ {2}postern user create <email> +somebody/)
  expect(stdout.match(/^ {2}--[a-z-]+/gm)).toEqual(
    ['tenant', 'application', 'name', 'locale', 'role', 'json', 'dev', 'config'].map((flag) => `  --${flag}`),
  )
  expect((await run(['help', 'session'])).stdout.match(/postern session \S+/g)).toEqual(
    ['list', 'show', 'remove', 'remove-all'].map((verb) => `postern session ${verb}`),
  )
  expect((await run(['help'])).stdout).toBe((await run(['--help'])).stdout)
})

test('below a package.json of CommonJS, as npm init writes it, init writes what Node loads', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }')
  expect((await run(['init', '--json'], { folder })).stdout).toContain('"postern.config.mts"')
  expect((await run(['migrate', '--dry-run'], { folder })).stderr).toBe('')
  writeFileSync(join(folder, 'other.ts'), 'export const config = {}')
  const { code, stderr } = await run(['migrate', '--config', 'other.ts'], { folder })
  expect(code).toBe(1)
  expect(stderr).toContain(
    'other.ts is no module here, as package.json says: call it other.mts, or npm pkg set type=module.',
  )
  writeFileSync(join(folder, 'installation.ts'), 'export default {}')
  expect((await run(['apply', 'installation.ts'], { folder, env: settings })).stderr).toContain(
    'installation.ts is no module here, as package.json says: call it installation.mts',
  )
})

test('a file that cannot be written is named in one sentence', async () => {
  const folder = newFolder()
  expect((await commands.run(['migrate'], { folder, env: settings })).code).toBe(0)
  const { code, stderr } = await run(['export', 'none/people.jsonl'], { folder, env: settings })
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `${join(folder, 'none/people.jsonl.part')} cannot be used: ENOENT: no such file or directory.\n`,
  })
})

test.each([
  [[], 'Say what to do: postern dev, or postern start. More: postern --help'],
  [
    ['serve'],
    'postern serve is no command: there are dev, start, init, doctor, apply, migrate, backup, export, import, revoke-all, sign-in-link, keys, audit, tenant, app, user, key, invite, session. More: postern --help',
  ],
  [['dev', 'now'], 'postern dev takes flags only, and got now.'],
  [['dev', '--prot', '1'], "Unknown option '--prot'. More: postern --help"],
  [['start', '--lan'], '--lan is for postern dev only.'],
  [['start', '--dry-run'], 'postern start takes no --dry-run.'],
  [['migrate', '--port', '1'], 'postern migrate takes no --port.'],
  [['migrate', 'now'], 'postern migrate takes flags only, and got now.'],
  [['migrate'], 'DATABASE_URL is missing: sqlite: and a path, or postgres://user:password@host:5432/database.'],
  [['dev', '--config', 'none.ts'], '--config names none.ts, and there is no such file.'],
  [['dev', '--host', '0.0.0.0'], '--host must be loopback in postern dev; it got "0.0.0.0". For a phone nearby: --lan'],
  [['dev', '--host', '8.8.8.8'], '--host must be loopback in postern dev; it got "8.8.8.8". For a phone nearby: --lan'],
])('postern %j is refused in a sentence', async (args, words) => {
  expect(await commands.run(args)).toEqual({ code: 1, stdout: '', stderr: `${words}\n` })
})

test.each([
  [{ POSTERN_BASE_URL: 'https://sign-in.example.com' }, /^POSTERN_BASE_URL must be http on loopback in postern dev/],
  [{ POSTERN_BASE_URL: 'http://192.168.1.5:3000' }, /^POSTERN_BASE_URL must be http on loopback in postern dev/],
  [{ POSTERN_BASE_URL: 'http://localhost:4000', PORT: '5000' }, /^PORT asks for port 5000 and POSTERN_BASE_URL for/],
  [{ SMTP_URL: 'smtp://127.0.0.1:2525' }, /^MAIL_FROM is missing/],
  [
    { POSTERN_METRICS_HOST: '0.0.0.0' },
    /^POSTERN_METRICS_HOST is the address of a port .+ POSTERN_METRICS_PORT names none/,
  ],
])('postern dev with %j is refused', async (env, words) => {
  const { code, stderr } = await commands.run(['dev'], { env })
  expect(code).toBe(1)
  expect(stderr).toMatch(words)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

test('postern start names everything that is missing', async () => {
  const { code, stdout, stderr } = await commands.run(['start'])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(firstWords(stderr)).toEqual(['POSTERN_BASE_URL', 'POSTERN_SECRET', 'DATABASE_URL', 'SMTP_URL', 'MAIL_FROM'])
})

test('postern start refuses what belongs to development, and repeats no secret', async () => {
  const env = {
    ...settings,
    POSTERN_BASE_URL: 'http://localhost:3000',
    DATABASE_URL: 'sqlite:./nowhere/postern.db',
    SMTP_URL: 'smtp://127.0.0.1:2525',
    POSTERN_LIMITS: 'off',
  }
  const { code, stderr } = await commands.run(['start'], { env })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^POSTERN_BASE_URL must be an https origin .+$/m)
  expect(stderr).toMatch(/^DATABASE_URL names a file in \S+nowhere, and there is no such folder\.$/m)
  expect(stderr).toMatch(/^POSTERN_LIMITS can be off in postern dev only\.$/m)
  expect(firstWords(stderr)).toHaveLength(3)
  expect(stderr).not.toContain(secret)
})

test('wrong settings have a line each', async () => {
  const env = { PORT: 'x', POSTERN_SECRET: 'canary-short', POSTERN_SIGNUP: 'open', POSTERN_LINK: 'path' }
  const { code, stdout, stderr } = await commands.run(['dev'], { env })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(firstWords(stderr)).toEqual(['PORT', 'POSTERN_SECRET', 'POSTERN_LINK', 'POSTERN_SIGNUP'])
  expect(stderr).not.toContain('canary')
})

test('postern.config.ts is read with its types', async () => {
  const folder = newFolder()
  writeFileSync(
    join(folder, 'postern.config.ts'),
    'const name: string = "From file"\nexport default { name, port: 0 }\n',
  )
  const { url, stdout } = await dev({ folder, args: [] })
  expect(stdout()).toContain('From file')
  const { text } = await browser(url).ask('/auth/sign-in', { headers: { accept: 'text/html' } })
  expect(text).toContain('From file')
})

test.each([
  ['export const config = { prot: 1 }', 'prot in my.config.ts is no setting.\n'],
  ['export const config = { port: "1" }', 'port in my.config.ts must be a whole number from 0 to 65535; it got "1".\n'],
  ['export const x = 1', /^my\.config\.ts must export its settings: .+\n$/],
  ['export const config = {', /^my\.config\.ts(?::\d+)? cannot be loaded: .+\n$/],
  ['\nthrow new Error("no")', 'my.config.ts:2 cannot be loaded: no\n'],
])('a configuration file with %j is refused', async (text, words) => {
  const folder = newFolder()
  writeFileSync(join(folder, 'my.config.ts'), text)
  const { code, stderr } = await commands.run(['dev', '--config', 'my.config.ts'], { folder })
  expect(code).toBe(1)
  if (typeof words === 'string') expect(stderr).toBe(words)
  else expect(stderr).toMatch(words)
})

test('a port that was asked for and is taken is refused by the name of who asked', async () => {
  const port = await hold(0)
  const inEnvironment = await commands.run(['dev'], { env: { PORT: String(port) } })
  const words = 'is taken: stop what listens there, or choose another with --port.\n'
  expect(inEnvironment).toEqual({ code: 1, stdout: '', stderr: `Port ${port}, which PORT asks for, ${words}` })
  const byFlag = await commands.run(['dev', '--port', String(port)])
  expect(byFlag).toEqual({ code: 1, stdout: '', stderr: `Port ${port}, which --port asks for, ${words}` })
})

test('when nobody asks for a port and 3000 is taken, the next free one is taken and told', async () => {
  await hold(3000)
  const { url, stdout } = await dev({ args: [] })
  const port = Number(new URL(url).port)
  expect(port).toBeGreaterThan(3000)
  expect(stdout()).toContain(`Port 3000 is taken, so this is ${port}.`)
  expect((await browser(url).ask('/health/live')).status).toBe(200)
})

/** After this, somebody listens on the port; it may have been taken before. */
function hold(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(port))
    server.listen(port, '127.0.0.1', () => {
      held.push(server)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

const firstWords = (text: string): readonly (string | undefined)[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(' ', 1)[0])
