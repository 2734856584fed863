import { readFileSync } from 'node:fs'
import { SECRETS } from './settings.ts'

/**
 * The values that settings have: those of the environment, and those of secrets that stand in files, as orchestrators
 * mount them. Line breaks at the end are not part of a value: files and Kubernetes secrets tend to have one.
 * @returns no empty value: compose files pass unset settings as empty ones
 * @throws an Error that names the setting and never contains its value
 */
export function settingValues(env: NodeJS.ProcessEnv): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) set(values, name, value ?? '')
  for (const name of SECRETS) {
    const file = values[fileSetting(name)]
    if (file === undefined) continue
    if (name in values) throw new Error(`invalid setting: ${name} and ${fileSetting(name)} are both set`)
    set(values, name, contentOf(fileSetting(name), file))
    if (!(name in values)) throw new Error(`invalid setting: ${fileSetting(name)} names an empty file`)
  }
  return values
}

/** The setting that names the file of a secret. */
export const fileSetting = (name: string) => `${name}_FILE`

function set(values: Record<string, string>, name: string, text: string) {
  const value = text.replace(/[\r\n]+$/, '')
  if (value !== '') values[name] = value
}

/** Without the path in the message: it may be the secret itself, in the wrong place. */
function contentOf(setting: string, file: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(`invalid setting: ${setting} names a file that cannot be read: ${code}`)
  }
}
