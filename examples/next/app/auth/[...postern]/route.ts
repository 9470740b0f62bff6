import { handlers } from '../../../lib/auth'

export const { GET, HEAD, POST, PATCH, DELETE, OPTIONS } = handlers
