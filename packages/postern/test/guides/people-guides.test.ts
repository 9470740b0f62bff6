import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test, vi } from 'vitest'

// Each starts a process of its own.
vi.setConfig({ testTimeout: 60_000 })

const root = fileURLToPath(new URL('../../../../', import.meta.url))
mkdirSync(join(root, '.cache'), { recursive: true })
const folder = mkdtempSync(join(root, '.cache/people-guides-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const preamble = `import { postern, type StandardSchema } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { sqlite } from 'postern/sqlite'
const inbox = devInbox()
const settings = {
  baseUrl: 'http://localhost:3000', secret: 'a secret of at least thirty-two bytes', store: sqlite(':memory:'),
  mail: { from: 'no-reply@example.com', transport: inbox },
}
interface Profile { readonly plan: 'free' | 'paid' }
export const profile: StandardSchema<Profile> = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value: value as Profile }) },
}
`

/** What each guide's code, run from top to bottom, has led to. */
const endings = {
  users: `const left = await auth.users.list()
console.log(JSON.stringify([made.status, ada.name, same?.id, first.items.length, some.items.length,
  everything.user.name, everything.registrations[0]?.roles, left.items.length]))
await auth.close()
`,
  invitations: `const mail = await inbox.next({ to: 'ada@example.com' })
const after = await auth.invitations.list()
console.log(JSON.stringify([made.status, mail.kind, items.length, after.items[0]?.status, after.items[0]?.invitedBy]))
await auth.close()
`,
}

const outcomes = {
  users: ['created', 'Ada', 'customer_42', 1, 1, null, ['admin', 'member'], 0],
  invitations: ['invited', 'invitation', 1, 'revoked', 'Grace Hopper'],
}

function run(args: readonly string[]): { status: number | null; stdout: string; said: string } {
  const { POSTERN_TEST_STORE: _, VITEST: __, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env })
  return { status, stdout, said: stdout + stderr }
}

describe.each(['users', 'invitations'] as const)('the guide to %s', (name) => {
  const guide = readFileSync(join(root, `docs/guides/${name}.md`), 'utf8')
  const blocks = [...guide.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, text = '']) => text)
  writeFileSync(join(folder, `${name}.ts`), [preamble, ...blocks, endings[name]].join('\n'))

  test('does what it says, run from top to bottom as printed', () => {
    expect(blocks.length).toBeGreaterThan(1)
    const { status, stdout, said } = run(['--conditions=@postern/source', '--no-warnings', `${name}.ts`])
    expect(status, said).toBe(0)
    expect(JSON.parse(stdout)).toEqual(outcomes[name])
  })
})

test('the code of both has the types it uses', () => {
  const compilerOptions = { noEmit: true, isolatedDeclarations: false, declaration: false, declarationMap: false }
  const config = { extends: '../../tsconfig.base.json', compilerOptions, include: ['*.ts'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const { status, said } = run([join(root, 'node_modules/typescript/bin/tsc'), '-p', folder])
  expect(status, said).toBe(0)
})
