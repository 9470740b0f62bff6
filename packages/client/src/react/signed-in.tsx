import type { JSX, ReactNode } from 'react'
import { useKnown } from './provider.tsx'

/** What only somebody who is in is shown. It hides and does not guard: data is guarded where it is served. */
export function SignedIn({ children }: { readonly children?: ReactNode }): JSX.Element | null {
  return useKnown().user ? <>{children}</> : null
}

/** What is shown once it is known that nobody is in. */
export function SignedOut({ children }: { readonly children?: ReactNode }): JSX.Element | null {
  return useKnown().user === null ? <>{children}</> : null
}
