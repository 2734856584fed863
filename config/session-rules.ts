import { type ClaimPath, claimPath } from './claim-path.ts'
import { type RoleClaim, roleClaim } from './session-roles.ts'
import type { Settings } from './settings.ts'
import { list } from './values.ts'

/** What a verified token must contain to be a session, and which claims say whose session it is. */
export interface SessionRules {
  /** Supabase's own rules apply in addition: no anonymous person, no third party's app, IDs are UUIDs. */
  readonly isSupabase: boolean
  /** What `aud` must contain; undefined if it is not checked. */
  readonly audience: string | undefined
  readonly requires: readonly ClaimRequirement[]
  /** The first claim that is present has the ID. */
  readonly account: readonly ClaimPath[]
  readonly person: readonly ClaimPath[]
  /** The claim with the person's role; undefined if everyone is a manager. */
  readonly role: RoleClaim | undefined
  /** Whether only people in the table of members may act, with the role given there. */
  readonly onlyMembers: boolean
  /** The longest time from `iat` to `exp`; undefined for any. */
  readonly maxSeconds: number | undefined
}

/** The claim must have one of the values. */
export interface ClaimRequirement {
  readonly path: ClaimPath
  readonly values: readonly string[]
}

const NO_AUDIENCE = 'none'
/** Long-lived tokens would stay sessions after the person has lost access. */
const MAX_SECONDS = 86_400

/** The rules if no setting changes them. */
export const SUPABASE_RULES: SessionRules = {
  isSupabase: true,
  audience: 'authenticated',
  requires: [{ path: ['role'], values: ['authenticated'] }],
  account: [['sub']],
  person: [['sub']],
  role: undefined,
  onlyMembers: false,
  maxSeconds: undefined,
}

/** @throws an Error that names a setting with an unsuitable value */
export function sessionRules(settings: Settings): SessionRules {
  const { SESSION_ISSUER, SESSION_AUDIENCE, SESSION_REQUIRES, SESSION_MAX_SECONDS } = settings
  const isSupabase = !SESSION_ISSUER
  if (!isSupabase) rejectUnbound(settings)
  const audience = SESSION_AUDIENCE ?? 'authenticated'
  return {
    isSupabase,
    audience: audience === NO_AUDIENCE ? undefined : audience,
    requires: requirements(SESSION_REQUIRES ?? (isSupabase ? 'role=authenticated' : '')),
    account: paths('SESSION_ACCOUNT', settings.SESSION_ACCOUNT),
    person: paths('SESSION_PERSON', settings.SESSION_PERSON),
    role: roleClaim(settings),
    onlyMembers: settings.MEMBERS === 'strict',
    maxSeconds: SESSION_MAX_SECONDS ?? (isSupabase ? undefined : MAX_SECONDS),
  }
}

/** A provider signs tokens for many applications. Something must bind a token to this deployment. */
function rejectUnbound({ SESSION_AUDIENCE, SESSION_REQUIRES, SESSION_JWKS_URL, SESSION_AAL }: Settings) {
  if (SESSION_AUDIENCE === undefined)
    throw new Error('invalid setting: SESSION_ISSUER requires SESSION_AUDIENCE, the `aud` of access tokens, or `none`')
  if (SESSION_AUDIENCE === NO_AUDIENCE && SESSION_REQUIRES === undefined && SESSION_JWKS_URL === undefined)
    throw new Error(
      'invalid setting: SESSION_AUDIENCE=none requires SESSION_REQUIRES, such as azp=https://app.example.com',
    )
  if (SESSION_AAL !== 'aal1')
    throw new Error('invalid setting: SESSION_AAL is for Supabase; use SESSION_REQUIRES with a claim of your provider')
}

function paths(setting: string, text: string) {
  const parsed = list(text).map(name => claimPath(setting, name))
  if (parsed.length === 0) throw new Error(`invalid setting: ${setting} must name a claim`)
  return parsed
}

/** Several values of one claim are alternatives. */
function requirements(text: string): ClaimRequirement[] {
  const values = new Map<string, string[]>()
  for (const part of list(text)) {
    const [, claim, value] = /^([^=]+)=(.+)$/.exec(part) ?? []
    if (claim === undefined || value === undefined)
      throw new Error(
        'invalid setting: SESSION_REQUIRES must list claims and values, such as azp=https://app.example.com',
      )
    values.set(claim, [...(values.get(claim) ?? []), value])
  }
  return [...values].map(([claim, values]) => ({ path: claimPath('SESSION_REQUIRES', claim), values }))
}
