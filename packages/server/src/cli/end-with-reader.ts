/**
 * Whoever reads what a command answers may have seen enough, as `head` does: then the command ends without a word. Its
 * work is done by then. Not for servers, whose work does not end with their log.
 */
export function endWithReader(out: NodeJS.WriteStream): void {
  if (!out.listeners('error').includes(onFault)) out.on('error', onFault)
}

function onFault(fault: NodeJS.ErrnoException): void {
  if (fault.code !== 'EPIPE') throw fault
  process.exit()
}
