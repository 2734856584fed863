import { Ajv, type ErrorObject } from 'ajv'
import { type Presentation, readApiInfo } from './api-info.ts'
import { settingValues } from './files.ts'
import type { KeyFormat } from './key-format.ts'
import { misspelled } from './names.ts'
import { type SessionRules, sessionRules } from './session-rules.ts'
import { type Assurance, publicUrl, type SessionSource, sessionCookie, sessionSource } from './session-source.ts'
import { Settings, type TOKENS } from './settings.ts'
import { rejectUnsafe } from './unsafe.ts'
import { base, list, origin, prefixes, proxy, scope, shape, token, url } from './values.ts'

export interface DatabaseConfig {
  readonly databaseUrl: string | undefined
  readonly migrationDatabaseUrl: string | undefined
  readonly dataDir: string
  readonly databasePoolMax: number
  readonly databasePooling: string
}

export interface Config extends DatabaseConfig {
  readonly host: string
  readonly port: number
  /** How sessions are verified; undefined in demo mode, which generates its own secret. */
  readonly session: SessionSource | undefined
  readonly sessionRules: SessionRules
  /** A cookie that is read besides `sb-access-token`: Supabase's session, or any other provider's access token. */
  readonly sessionCookie: string | undefined
  /** `aal2`: sessions need a second factor. */
  readonly sessionAssurance: Assurance
  /** Where people's browsers reach keyward, without a slash at the end; undefined on this machine only. */
  readonly publicUrl: string | undefined
  readonly signInUrl: string | undefined
  readonly signOutUrl: string | undefined
  readonly corsOrigins: readonly string[]
  readonly trustProxy: readonly string[]
  /** The scopes that keys can have; undefined for any. */
  readonly scopes: readonly string[] | undefined
  readonly keyFormat: KeyFormat
  readonly importedKeyShapes: readonly RegExp[]
  /** The tokens of operators, services and monitoring, the current one first; empty if unset. */
  readonly adminTokens: readonly string[]
  readonly verifyTokens: readonly string[]
  readonly metricsTokens: readonly string[]
  readonly sessionLimitPerMinute: number
  readonly anonymousLimitPerMinute: number
  readonly forwardedUriHeader: string | undefined
  readonly githubKeysUrl: string | undefined
  /** How the deployment presents its API; undefined for the published document and keyward's own name. */
  readonly apiInfo: Presentation | undefined
  /** Without a slash at the end; traces go to `/v1/traces` below it. */
  readonly otlpEndpoint: string | undefined
  readonly traceRatio: number
  readonly logLevel: string
}

/**
 * Reads and checks the settings.
 * @param env the process environment; an empty value counts as unset
 * @throws an Error that names the setting and never contains its value
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const settings = parse(env)
  const config: Config = {
    ...databaseConfig(settings),
    // `localhost` has two addresses. Fastify would serve one of them from a second server, which lacks keyward's
    // handling of malformed requests.
    host: settings.HOST === 'localhost' ? '127.0.0.1' : settings.HOST,
    port: settings.PORT,
    session: sessionSource(settings),
    sessionRules: sessionRules(settings),
    sessionCookie: sessionCookie(settings),
    sessionAssurance: settings.SESSION_AAL,
    publicUrl: settings.PUBLIC_URL && publicUrl(settings.PUBLIC_URL),
    signInUrl: settings.SIGN_IN_URL && url('SIGN_IN_URL', settings.SIGN_IN_URL).href,
    signOutUrl: settings.SIGN_OUT_URL && url('SIGN_OUT_URL', settings.SIGN_OUT_URL).href,
    corsOrigins: list(settings.CORS_ORIGINS).map(origin),
    trustProxy: list(settings.TRUST_PROXY).map(proxy),
    scopes: settings.SCOPES === '' ? undefined : list(settings.SCOPES).map(scope),
    keyFormat: prefixes(list(settings.KEY_PREFIXES)),
    importedKeyShapes: list(settings.IMPORTED_KEY_SHAPES).map(shape),
    adminTokens: tokens(settings, 'ADMIN_TOKEN'),
    verifyTokens: tokens(settings, 'VERIFY_TOKEN'),
    metricsTokens: tokens(settings, 'METRICS_TOKEN'),
    sessionLimitPerMinute: settings.SESSION_LIMIT_PER_MINUTE,
    anonymousLimitPerMinute: settings.ANONYMOUS_LIMIT_PER_MINUTE,
    forwardedUriHeader: settings.FORWARDED_URI_HEADER,
    githubKeysUrl: settings.GITHUB_KEYS_URL && url('GITHUB_KEYS_URL', settings.GITHUB_KEYS_URL).href,
    apiInfo: settings.API_INFO === undefined ? undefined : readApiInfo(settings.API_INFO),
    otlpEndpoint:
      settings.OTEL_EXPORTER_OTLP_ENDPOINT && base('OTEL_EXPORTER_OTLP_ENDPOINT', settings.OTEL_EXPORTER_OTLP_ENDPOINT),
    traceRatio: settings.OTEL_TRACES_SAMPLER_ARG,
    logLevel: settings.LOG_LEVEL,
  }
  rejectUnsafe(config)
  return Object.freeze(config)
}

/** The settings that a migration needs. @throws as `readConfig` does */
export function readDatabaseConfig(env: NodeJS.ProcessEnv = process.env): DatabaseConfig {
  return Object.freeze(databaseConfig(parse(env)))
}

function databaseConfig({ DATABASE_URL, MIGRATION_DATABASE_URL, ...settings }: Settings): DatabaseConfig {
  if (MIGRATION_DATABASE_URL && !DATABASE_URL)
    throw new Error(
      'invalid setting: MIGRATION_DATABASE_URL requires DATABASE_URL, which names the role that instances connect as',
    )
  return {
    databaseUrl: DATABASE_URL,
    migrationDatabaseUrl: MIGRATION_DATABASE_URL,
    dataDir: settings.DATA_DIR,
    databasePoolMax: settings.DATABASE_POOL_MAX,
    databasePooling: settings.DATABASE_POOLING,
  }
}

// strictNumbers, on by default in Ajv, would let "Infinity" skip every bound.
const isSettings = new Ajv({ useDefaults: true, coerceTypes: true, strictNumbers: false }).compile<Settings>(Settings)

function parse(env: NodeJS.ProcessEnv): Settings {
  const settings: unknown = settingValues(env)
  if (isSettings(settings)) return settings
  const [{ instancePath, message, params }] = isSettings.errors as [ErrorObject]
  const allowed = params['allowedValues']?.join(', ')
  throw new Error(`invalid setting: ${instancePath.slice(1)} ${allowed ? `must be one of ${allowed}` : message}`)
}

function tokens(settings: Settings, name: (typeof TOKENS)[number]) {
  const [current, previous] = [settings[name], settings[`${name}_PREVIOUS`]]
  if (previous && !current)
    throw new Error(`invalid setting: ${name}_PREVIOUS requires ${name}, the token that callers are switching to`)
  return [current && token(name, current), previous && token(`${name}_PREVIOUS`, previous)].filter(
    value => value !== undefined,
  )
}

/** The deployment that the command line speaks to. @throws an Error if there is no token */
export function readDeployment({ KEYWARD_URL, ADMIN_TOKEN }: NodeJS.ProcessEnv = process.env) {
  if (!ADMIN_TOKEN) throw new Error('ADMIN_TOKEN is not set')
  return { url: KEYWARD_URL || 'http://127.0.0.1:3000', token: ADMIN_TOKEN }
}

/** Names in the environment that look like misspelled settings, for a warning. */
export const misspelledSettings = () => misspelled(process.env)
