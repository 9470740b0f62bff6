import { auth, getUser } from '../lib/auth'

export default async function Home() {
  const user = await getUser()
  if (!user) return <a href={auth.signInUrl('/notes')}>Sign in</a>
  return (
    <form method="post" action="/auth/sign-out">
      <button type="submit">Sign out</button>
    </form>
  )
}
