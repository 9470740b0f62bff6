/** Keeps a running process from writing files beyond a size (RLIMIT_FSIZE), or lets it again. Answers whether that could be done. */
import { spawnSync } from 'node:child_process'

export function limitFileSize(pid: number, bytes: number | 'unlimited'): boolean {
  return spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]).status === 0
}
