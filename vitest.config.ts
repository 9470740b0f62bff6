/**
 * The projects of the tests. Workspace packages resolve to their TypeScript sources by the export condition `source`, so
 * a test never runs against a stale build; processes that a test starts run the build or pass `--conditions=@postern/source`
 * themselves. Three groups, one after the other: what needs no process, what does, and what starts a browser or a build;
 * within a group the long files begin. Files of a project share its processes and what those have loaded, so each leaves
 * nothing behind. Suites that hold for every store run once on SQLite and once, in the projects named
 * for it, on PostgreSQL: which of the two it is stands in POSTERN_TEST_STORE.
 */
import { defineConfig } from 'vitest/config'
import { SlowFirst } from './tools/slow-first.mjs'

// `import` and `require` are added where they apply: named here, `import` would also hold for what CommonJS requires.
const conditions = ['@postern/source', 'node']
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
}

const postgresOnly = [
  'packages/*/{src/adapters,test}/postgres/**',
  '**/*postgres*.test.{ts,mjs}',
  '**/*pgbouncer*.test.ts',
]
const inPython = ['**/*-python.test.ts']
const notOurs = ['**/node_modules/**', '**/dist/**']
/** What is decided before a store is asked, or without one: on another store it is the same test again. */
const beforeAnyStore = ['packages/postern/test/invariants/{15,16,17,20}-*.test.ts']
const onPostgres = { env: { POSTERN_TEST_STORE: 'postgres' } }
/** A machine that others use may stall. What failed and then passed is told by tools/test.mjs, which allows little of it. */
const patient = { retry: 1 } as const
/** These wait for others as often as they work: one more at a time than there are cores. */
const processes = {
  ...patient,
  environment: 'node',
  pool: 'forks',
  isolate: false,
  maxWorkers: 3,
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        ...shared,
        test: {
          ...patient,
          name: 'unit',
          environment: 'node',
          isolate: false,
          include: ['packages/*/src/**/*.test.ts'],
          exclude: [...notOurs, ...postgresOnly],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...shared,
        test: {
          ...processes,
          name: 'process',
          include: ['packages/*/test/**/*.test.ts', 'faults/**/*.test.ts', 'overload/**/*.test.ts'],
          exclude: [...notOurs, ...postgresOnly, ...inPython],
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...shared,
        test: {
          ...processes,
          ...onPostgres,
          name: 'postgres',
          include: [
            'packages/*/{src/adapters,test}/postgres/**/*.test.ts',
            'packages/*/test/**/*postgres*.test.ts',
            'overload/*postgres*.test.ts',
            'packages/postern/test/{accounts,invariants,tokens}/*.test.ts',
            'packages/server/test/{application-place,canary,dev,forgotten-secrets,fusionauth,migrate,people-api,secrets,templates,webhooks}.test.ts',
            'tools/*postgres*.test.mjs',
            'bench/*postgres*.test.mjs',
            'faults/*postgres*.test.ts',
            'examples/test/*postgres*.test.ts',
          ],
          exclude: [...notOurs, ...beforeAnyStore, '**/*pgbouncer*.test.ts'],
          sequence: { groupOrder: 1 },
          globalSetup: ['tools/postgres-setup.mjs'],
        },
      },
      {
        ...shared,
        test: {
          ...processes,
          ...onPostgres,
          name: 'pgbouncer',
          include: ['packages/*/test/**/*pgbouncer*.test.ts'],
          sequence: { groupOrder: 1 },
          globalSetup: ['tools/postgres-setup.mjs', 'tools/pgbouncer-setup.mjs'],
        },
      },
      {
        ...shared,
        test: {
          ...processes,
          name: 'python',
          include: ['packages/*/test/**/*-python.test.ts'],
          exclude: notOurs,
          sequence: { groupOrder: 1 },
          globalSetup: ['tools/python-setup.mjs'],
        },
      },
      {
        ...shared,
        test: {
          ...processes,
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          sequence: { groupOrder: 2 },
          globalSetup: ['tools/chromium-setup.mjs'],
        },
      },
      {
        ...shared,
        test: {
          ...processes,
          ...onPostgres,
          name: 'e2e-postgres',
          // Two nodes on one database: what one browser does reaches the other by way of both.
          include: ['e2e/{attacker,one-browser,two-devices}.test.ts'],
          sequence: { groupOrder: 2 },
          globalSetup: ['tools/chromium-setup.mjs', 'tools/postgres-setup.mjs'],
        },
      },
      {
        ...shared,
        test: {
          ...processes,
          name: 'examples',
          include: ['examples/**/*.test.ts'],
          exclude: [...notOurs, ...postgresOnly],
          sequence: { groupOrder: 2 },
          globalSetup: ['tools/examples.mjs'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        ...shared,
        test: {
          ...patient,
          name: 'tools',
          environment: 'node',
          include: ['tools/**/*.test.mjs', 'bench/**/*.test.mjs'],
          exclude: [...notOurs, ...postgresOnly],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
        },
      },
    ],
  },
})
