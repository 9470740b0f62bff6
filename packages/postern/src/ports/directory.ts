import type { Scope } from '../domain/scope.ts'

/** Finds tenant and application. The library's is constant. */
export interface Directory {
  find(by: { readonly application?: string; readonly host?: string }): Scope | undefined | Promise<Scope | undefined>
}
