import { readFileSync } from 'node:fs'
import { SECRETS } from './settings.ts'

/**
 * The values of settings: from the environment, and from files in which orchestrators mount secrets. Trailing line
 * breaks, which files and Kubernetes secrets tend to have, are removed.
 * @returns the settings with a value. Compose files pass unset settings as empty, so empty ones are left out
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

/** Leaves the path out of the message, because it can be the secret itself, in the wrong setting. */
function contentOf(setting: string, file: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Error(`invalid setting: ${setting} names a file that cannot be read: ${code}`)
  }
}
