import { readFileSync } from 'node:fs'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** The release of keyward that this is. */
export const RELEASE = version

/** The name of this release's connections in `pg_stat_activity`. Before there was one per release, it was `keyward`. */
export const APPLICATION_NAME = `keyward/${RELEASE}`
