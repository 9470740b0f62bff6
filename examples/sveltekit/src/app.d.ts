import type { PosternUser } from 'postern'

declare global {
  namespace App {
    interface Locals {
      user: PosternUser | null
    }
  }
}
