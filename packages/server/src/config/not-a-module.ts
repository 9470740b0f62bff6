/** Why a file of ours was not read as a module, and what to do: npm init writes `commonjs` into package.json, and Node goes by it. */
export function notAModule(name: string, message: string): string | undefined {
  if (!/import statement outside a module|Unexpected token 'export'/.test(message)) return undefined
  return `${name} is no module here, as package.json says: call it ${name.replace(/\.([jt]s)$/, '.m$1')}, or npm pkg set type=module.`
}
