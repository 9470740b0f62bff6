'use client'

/** Postern for React 18 and 19. The list below is what semantic versioning promises; styles are in `react.css`. */
export { AccountMenu, type AccountMenuItem, type AccountMenuProps } from './react/account-menu.tsx'
export { type InitialUser, PosternProvider, type PosternProviderProps, usePostern } from './react/provider.tsx'
export { SignIn, type SignInProps } from './react/sign-in.tsx'
export { SignedIn, SignedOut } from './react/signed-in.tsx'
export type { SignInTexts } from './react/texts.tsx'
export { useSession } from './react/use-session.ts'
export {
  type SignInMachine,
  type SignInOptions,
  type SignInProblem,
  type SignInState,
  useSignIn,
} from './react/use-sign-in.ts'
export { type UserState, useUser } from './react/use-user.ts'
