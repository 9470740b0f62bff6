import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { applyCookies, auth, requireUser } from '../../lib/auth'

async function signOut() {
  'use server'
  const url = `http://localhost:${process.env.PORT ?? 3000}/auth/sign-out`
  const request = new Request(url, { method: 'POST', headers: await headers() })
  await applyCookies(await auth.handler(request))
  redirect('/')
}

export default async function Notes() {
  const user = await requireUser('/notes')
  return (
    <form action={signOut}>
      <p>The notes of {user.email}</p>
      <button type="submit">Sign out</button>
    </form>
  )
}
