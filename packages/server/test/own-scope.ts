/** The installation's own scope, for tests that need no settings. */
import { checkApplication, type Id, type Scope, scopeAt } from 'postern/kit'

export function ownScope(): Scope {
  const application = checkApplication(
    { name: 'Own', mail: { from: 'Own <no-reply@example.com>' } },
    'https://sign-in.example.com',
  )
  return scopeAt({ id: 'default' as Id<'tenant'> }, application, 'https://sign-in.example.com/auth')
}
