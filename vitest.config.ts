/**
 * The four projects of the tests. Workspace packages resolve to their TypeScript sources by the export condition
 * `source`, so a test never runs against a stale build; processes that a test starts run the build or pass
 * `--conditions=source` themselves. One project after the other: what measures time or waits for a process does not share
 * the machine with the rest.
 */
import { defineConfig } from 'vitest/config'

const conditions = ['source', 'node', 'import', 'module', 'default']
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['packages/*/src/**/*.test.ts'],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...shared,
        test: {
          name: 'process',
          environment: 'node',
          include: ['packages/*/test/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.test.ts'],
          sequence: { groupOrder: 2 },
          globalSetup: ['tools/chromium-setup.mjs'],
          // A real browser on a shared machine may stall once. What fails twice has a fault.
          retry: 1,
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'tools',
          environment: 'node',
          include: ['tools/**/*.test.mjs', 'bench/**/*.test.mjs'],
          sequence: { groupOrder: 3 },
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 60_000,
        },
      },
    ],
  },
})
