import type { RoleClaim } from '../config/session-roles.ts'
import type { SessionRules } from '../config/session-rules.ts'
import type { Assurance } from '../config/session-source.ts'
import { Storable, UUID } from '../schemas/primitives.ts'
import type { Role } from '../schemas/role.ts'
import { type Tier, toTier } from '../schemas/tier.ts'
import { type NamedAccount, namedAccount, shownId } from './account-id.ts'
import { type Claims, claimAt, firstOf, idOf, meets } from './claims.ts'
import { RejectedSession } from './rejection.ts'

/** A signed-in person and the account that they act for, as the claims of an access token name them. */
export interface Session extends NamedAccount {
  /** A UUID in lower case, or another ID of the same characters as an external account ID. */
  personId: string
  /** The ID of the session, if that is a UUID. */
  sessionId: string | null
  /** Any other ID of the session. */
  sessionName: string | null
  /** The tier that the identity provider names, if any; used only for an account that does not exist yet. */
  tier: Tier | null
  /** What the person may do in the account: here at most, in a request what they may do now. */
  role: Role
  /** Shown to the person, and stored as their label if they create a key in an account of several people. */
  email: string | null
  /** Who acts in the person's name (RFC 8693, 4.1). Such a session may read, and change nothing. */
  impersonator: string | null
  /** Set if a backend started the session; null if a token of the provider did. */
  portal: PortalDetails | null
}

/** What the page shows of a portal session. */
export interface PortalDetails {
  label: string | null
  returnUrl: string | null
  expiresAt: Date
}

/** For the log. The person is named where the line would otherwise hide that somebody else acts in their name. */
export function loggedAccount({ accountId, externalId, personId, impersonator }: Session) {
  const account = { accountId, externalId }
  return impersonator === null ? account : { ...account, personId, impersonator }
}

/** @throws RejectedSession if a verified token does not stand for a person, or lacks a second factor that is required */
export function personOf(claims: Claims, rules: SessionRules, assurance: Assurance): Session {
  const reject = rules.isSupabase ? supabaseRejection(claims, rules, assurance) : rejection(claims, rules)
  if (reject) throw new RejectedSession(reject)
  if (lastsTooLong(claims, rules)) throw new RejectedSession('lifetime')
  const [account, person] = [rules.account, rules.person].map(paths => namedAccount(idOf(firstOf(claims, paths)) ?? ''))
  if (!account) throw new RejectedSession('account_id')
  if (!person) throw new RejectedSession('person_id')
  const metadata = claims['app_metadata'] as { tier?: unknown } | null | undefined
  return {
    ...account,
    ...sessionIds(claims['session_id'] ?? claims['sid']),
    personId: shownId(person),
    role: isOwn(account, person) || rules.onlyMembers ? 'manager' : roleOf(claims, rules.role),
    tier: toTier(rules.isSupabase ? metadata?.tier : undefined),
    email: toEmail(claims['email']),
    impersonator: impersonatorOf(claims['act']),
    portal: null,
  }
}

/** The person whose ID is the account's is always its manager. */
const isOwn = (account: NamedAccount, person: NamedAccount) => shownId(account) === shownId(person)

/** The highest of the person's roles. Claims that are neither texts nor lists of texts make a reader. */
function roleOf(claims: Claims, claim: RoleClaim | undefined): Role {
  if (!claim) return 'manager'
  const { paths, roles } = claim
  const values = [firstOf(claims, paths)].flat()
  const held = values.map(value => roles.get(value as string) ?? 'reader')
  return held.includes('manager') ? 'manager' : held.includes('member') ? 'member' : 'reader'
}

function supabaseRejection(claims: Claims, { requires }: SessionRules, assurance: Assurance) {
  const { sub, session_id, is_anonymous, client_id, aal } = claims
  // A token with a client_id comes from Supabase's OAuth server: a person has let a third party's app act for them.
  const isPerson = meets(claims, requires) && is_anonymous !== true && client_id === undefined
  if (!isPerson || !isUuid(sub) || !isUuid(session_id)) return 'no_person'
  return assurance === 'aal2' && aal !== 'aal2' ? 'assurance' : undefined
}

function rejection(claims: Claims, { requires }: SessionRules) {
  if (isMachine(claims)) return 'no_person'
  return meets(claims, requires) ? undefined : 'requirement'
}

/** Programs get tokens too, by OAuth's client credentials. */
function isMachine({ sub, gty, azp, client_id }: Claims) {
  return (
    gty === 'client-credentials' ||
    (sub !== undefined && (sub === azp || sub === client_id)) ||
    (typeof sub === 'string' && sub.endsWith('@clients'))
  )
}

/** How far the provider's clock may be ahead, in seconds. */
const CLOCK_SKEW = 60

function lastsTooLong({ iat, exp }: Claims, { maxSeconds }: SessionRules) {
  if (maxSeconds === undefined) return false
  const now = Date.now() / 1000
  return typeof iat !== 'number' || iat > now + CLOCK_SKEW || Number(exp) - iat > maxSeconds
}

const LONGEST_SESSION_ID = 200
const STORABLE = new RegExp(Storable.pattern)

/** An ID that the history cannot store is omitted: it decides nothing. */
function sessionIds(claim: unknown): Pick<Session, 'sessionId' | 'sessionName'> {
  const id = idOf(claim) ?? ''
  if (isUuid(id)) return { sessionId: id, sessionName: null }
  const isStorable = id !== '' && id.length <= LONGEST_SESSION_ID && STORABLE.test(id) && id.isWellFormed()
  return { sessionId: null, sessionName: isStorable ? id : null }
}

const UNNAMED = 'unknown'

function impersonatorOf(act: unknown) {
  if (act === undefined || act === null) return null
  return idOf(claimAt({ act }, ['act', 'sub']))?.slice(0, LONGEST_SESSION_ID) || UNNAMED
}

/** RFC 5321 allows 64 characters before the @, and 255 after it. */
const LONGEST_EMAIL = 320
const toEmail = (claim: unknown) =>
  typeof claim === 'string' && claim !== '' && claim.length <= LONGEST_EMAIL ? claim : null

const isUuid = (claim: unknown) => typeof claim === 'string' && UUID.test(claim)
