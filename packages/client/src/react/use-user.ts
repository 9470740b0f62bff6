import type { AppTypes, User } from '../types.ts'
import { useKnown } from './provider.tsx'

export type UserState<T extends AppTypes = AppTypes> =
  | { readonly status: 'loading'; readonly user: undefined }
  | { readonly status: 'signed-in'; readonly user: User<T> }
  | { readonly status: 'signed-out'; readonly user: null }

/** Who is in. Follows every tab. */
export function useUser<T extends AppTypes = AppTypes>(): UserState<T> {
  const user = useKnown().user as User<T> | null | undefined
  if (user === undefined) return { status: 'loading', user }
  return user === null ? { status: 'signed-out', user } : { status: 'signed-in', user }
}
