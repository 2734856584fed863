import pg from 'pg'
import { OPTIONS, SETTINGS } from './settings.ts'

/** Set by an instance in addition to SETTINGS. Migrations may need other time limits. */
const LIMITS = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'query_timeout']
/** keyward itself drops connections to standbys, so these values change nothing. */
const PRIMARY = ['any', 'read-write', 'primary']

export interface Address {
  connectionString: string
  /** Startup options: those of the address, or else of PGOPTIONS, followed by keyward's own. */
  options: string
}

/**
 * Prepares an address for pg, which would let the address's parameters override the settings of a pool. An instance
 * without its isolation level and time limits breaks promises, so options are merged, and contradictions are errors.
 * @param name the setting that holds the address
 * @throws an error that names the setting and the parameter, and contains no value
 */
export function instanceAddress(name: string, address: string): Address {
  for (const limit of LIMITS) if (parametersOf(address).has(limit)) throw isOurs(name, limit)
  return addressOf(name, address, [...Object.keys(SETTINGS), ...LIMITS])
}

/** Like `instanceAddress`, for migrations, whose time limits the address may set. */
export const ownerAddress = (name: string, address: string) => addressOf(name, address, Object.keys(SETTINGS))

function addressOf(name: string, address: string, ours: readonly string[]): Address {
  const parameters = parametersOf(address)
  if (`${hostsOf(address)}${parameters.get('host') ?? ''}`.includes(','))
    throw new Error(`invalid setting: ${name} has several hosts; give it one that leads to the primary`)
  const target = parameters.get('target_session_attrs')
  if (target !== null && !PRIMARY.includes(target))
    throw new Error(
      `invalid setting: ${name} has a target_session_attrs other than read-write; keyward never uses standbys`,
    )
  const given = parameters.get('options')
  const options = optionsOf(address)
  const double = namesIn(options).find(option => ours.some(our => our.toLowerCase() === option))
  if (double) throw isOurs(given === null ? 'PGOPTIONS' : name, double)
  parameters.delete('options')
  return {
    connectionString: given === null ? address : `${beforeParameters(address)}?${parameters}`,
    options: `${options} ${OPTIONS}`.trim(),
  }
}

/** The startup options as pg reads them: from the address, or else from PGOPTIONS. */
function optionsOf(connectionString: string): string {
  const { connectionParameters } = new pg.Client({ connectionString }) as unknown as Parsed
  return connectionParameters.options ?? ''
}

interface Parsed {
  connectionParameters: { options?: string }
}

const isOurs = (name: string, parameter: string) =>
  new Error(`invalid setting: ${name} sets ${parameter}, which keyward sets itself; leave it out`)

const beforeParameters = (address: string) => address.split('?', 1)[0] as string
const parametersOf = (address: string) => new URLSearchParams(address.slice(beforeParameters(address).length))

/** Host names with ports, without the credentials, which may contain commas. */
const hostsOf = (address: string) => /^\w+:\/\/(?:[^/]*@)?([^/]*)/.exec(beforeParameters(address))?.[1] ?? ''

/** The names that startup options set, as PostgreSQL reads `-c name=`, `-cname=` and `--name=`. */
const namesIn = (options: string) =>
  [...options.matchAll(/(?:^|\s)(?:-c\s*|--)([\w-]+)\s*=/g)].map(([, name = '']) =>
    name.replaceAll('-', '_').toLowerCase(),
  )
