import { requireUser } from '../../lib/auth'

export default async function Notes() {
  const user = await requireUser('/notes')
  return <p>The notes of {user.email}</p>
}
