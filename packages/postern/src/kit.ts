/** What the server is built from. Exact versions only: nothing here is promised to stay. */

export type { Inbox } from './adapters/dev-inbox/dev-inbox.ts'
export type { ImportSystem, LeftReason, Person } from './adapters/import/person.ts'
export type { CountedLeft } from './adapters/import/tables.ts'
export type { ComparedTable, MoveProgress, MoveReport } from './adapters/sql/move/move-rows.ts'
export { backupFile } from './adapters/sqlite/backup.ts'
export { type NodeListener, nodeListener } from './bindings/node-listener.ts'
export { PosternError } from './domain/errors.ts'
export { isLoopback } from './domain/loopback.ts'
export type { Application, Scope, SignUp } from './domain/scope.ts'
export { createHooks, type HookEvent, type HookRegistry } from './hooks.ts'
export type { Call } from './http/call.ts'
export type { Env } from './http/headers.ts'
export { pageContext, pageReply } from './http/present/page.ts'
export { jsonReply, problemReply, redirectReply, reply } from './http/reply.ts'
export type { Route } from './http/route.ts'
export { ImportFault } from './import-source.ts'
export {
  type ImportConflict,
  type ImportOptions,
  type ImportReport,
  type ImportSource,
  importUsers,
  type LeftOut,
} from './import-users.ts'
export { type InstallationPlace, MoveFault, moveInstallation } from './move-installation.ts'
export { type CheckedOptions, checkOptions, isPrivate, type Leave, type PosternOptions } from './options.ts'
export { address, type Html, type HtmlValue, html } from './pages/html.ts'
export { layout } from './pages/layout.ts'
export type { StoreSource } from './ports/store-source.ts'
export type { Transport } from './ports/transport.ts'
export { type RevokedCounts, revokeEverything } from './revoke-everything.ts'
export { type Runtime, type RuntimeOptions, startRuntime } from './runtime.ts'
