import type { Application } from '../../domain/scope.ts'

/** Those of the roles that the application does not list. */
export function unknownRoles(
  { roles: listed }: Pick<Application, 'roles'>,
  roles: readonly string[],
): readonly string[] {
  return listed === undefined ? [] : roles.filter((role) => !listed.includes(role))
}

/** What is left of roles that were promised, when they are given: the list may be shorter by then. */
export function givenRoles(application: Pick<Application, 'roles'>, roles: readonly string[]): readonly string[] {
  const unknown = unknownRoles(application, roles)
  return unknown.length === 0 ? roles : roles.filter((role) => !unknown.includes(role))
}
