import t, { type Test } from 'tap'
import { cookie, issuer, providerKey } from '../auth/issuer.ts'
import { build } from '../kit/app.ts'
import { read } from '../project/files.ts'

/** The settings that client/README.md gives for a provider. */
function settingsOf(provider: string) {
  const [, section = ''] = read('client/README.md').split(`\n### ${provider}\n`)
  const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(section) ?? []
  return Object.fromEntries([...block.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]))
}

const now = Math.floor(Date.now() / 1000)
const times = { iat: now, exp: now + 300 }

interface Documented {
  alg?: 'EdDSA'
  /** The claims of an access token, as the provider documents them. */
  claims: object
  account: string
  person?: string
  /** Other claims with which the token is not a session. */
  rejected: Record<string, object>
  /** Other claims with another account. */
  accounts?: Record<string, object>
}

const AUTH0 = {
  iss: 'https://acme.eu.auth0.com/',
  sub: 'auth0|602c0dcab993d10073daf680',
  aud: ['https://keys.example.com', 'https://acme.eu.auth0.com/userinfo'],
  scope: 'openid profile',
  org_id: 'org_9ybsU1dN2dKfDkBi',
  ...times,
}

const PROVIDERS: Record<string, Documented> = {
  // auth0.com/docs/secure/tokens/access-tokens/access-token-profiles, …/manage-users/organizations/using-tokens
  Auth0: {
    claims: { ...AUTH0, azp: 'my_client_id' },
    account: 'org_9ybsU1dN2dKfDkBi',
    person: 'auth0|602c0dcab993d10073daf680',
    accounts: { 'auth0|602c0dcab993d10073daf680': { org_id: undefined } },
    rejected: {
      'an ID token': { aud: 'my_client_id' },
      'a machine': { sub: 'awZfdIir8YFdGZWkvCejDoUb7SjTDicx@clients', gty: 'client-credentials' },
      'the issuer without its slash': { iss: 'https://acme.eu.auth0.com' },
    },
  },
  // clerk.com/docs/guides/sessions/session-tokens, version 2
  Clerk: {
    claims: {
      azp: 'https://app.example.com',
      fva: [7, -1],
      iss: 'https://clerk.example.com',
      nbf: now - 10,
      sid: 'sess_123',
      sub: 'user_123',
      v: 2,
      o: { id: 'org_123', rol: 'admin', slg: 'acme' },
      iat: now,
      exp: now + 60,
    },
    account: 'org_123',
    person: 'user_123',
    accounts: { user_123: { o: undefined } },
    rejected: { 'another frontend': { azp: 'https://evil.example.com' }, 'no frontend': { azp: undefined } },
  },
  // Keycloak's server administration guide; phasetwo.io/tutorials/clients/audience
  Keycloak: {
    claims: {
      jti: 'd58f5dc8-fd8f-462b-8a19-716f8f83985b',
      iss: 'https://id.example.com/realms/acme',
      aud: ['keys', 'account'],
      sub: '36fa0f91-f94d-4a0c-afed-6b7d952e47da',
      typ: 'Bearer',
      azp: 'frontend',
      sid: '2a88c258-f73a-4103-b862-e1fbd8f4e04e',
      acr: '1',
      scope: 'email profile',
      email: 'ada@example.com',
      ...times,
    },
    account: '36fa0f91-f94d-4a0c-afed-6b7d952e47da',
    rejected: {
      'no audience mapper': { aud: 'account' },
      'the service account of another client': { azp: 'backend', client_id: 'backend' },
      'an ID token': { typ: 'ID', aud: 'frontend' },
      'another realm': { iss: 'https://id.example.com/realms/master' },
    },
  },
  // workos.com/docs/reference/authkit/session-tokens
  WorkOS: {
    claims: {
      iss: 'https://api.workos.com/user_management/client_01HXYZ',
      sub: 'user_01HBEQKA6K4QJAS93VPE39W1JT',
      org_id: 'org_01HRDMC6CM357W30QMHMQ96Q0S',
      role: 'member',
      permissions: ['posts:read'],
      sid: 'session_01HQSXZGF8FHF7A9ZZFCW4387R',
      jti: '01HQSXZXPPFPKMDD32RKTFY6PV',
      ...times,
    },
    account: 'org_01HRDMC6CM357W30QMHMQ96Q0S',
    person: 'user_01HBEQKA6K4QJAS93VPE39W1JT',
    accounts: { user_01HBEQKA6K4QJAS93VPE39W1JT: { org_id: undefined } },
    rejected: { 'another application': { iss: 'https://api.workos.com/user_management/client_02' } },
  },
  // zitadel.com/docs/apis/openidoauth/claims
  Zitadel: {
    claims: {
      aud: ['328859038248927902', '328859038232151180', '328859038097867422'],
      client_id: '328859038248927902',
      iss: 'https://acme.zitadel.cloud',
      jti: 'V2_391184219667173286-at_391187731641798566',
      nbf: now,
      sub: '383942323576245195',
      ...times,
    },
    account: '383942323576245195',
    rejected: {
      'another application of the project': { client_id: '328859038232151180' },
      'another project': { aud: ['328859038248927902'] },
    },
  },
  // better-auth.com/docs/plugins/jwt
  'better-auth': {
    alg: 'EdDSA',
    claims: {
      iss: 'https://app.example.com',
      aud: 'https://app.example.com',
      sub: 'abc123def456',
      email: 'ada@example.com',
      name: 'Ada',
      ...times,
    },
    account: 'abc123def456',
    rejected: { 'another audience': { aud: 'https://api.example.com' } },
  },
}

/** An app with the settings of the README, apart from the key set, which the test can sign for. */
async function withSettings(t: Test, name: string, alg: 'RS256' | 'EdDSA' = 'RS256') {
  const key = await providerKey('key-1', alg)
  const provider = await issuer(t)
  provider.keys = [key.jwk]
  const settings = { ...settingsOf(name), SESSION_JWKS_URL: `${provider.base}/keys` }
  const app = await build(t, { SUPABASE_JWT_SECRET: '', ...settings })
  return async function answer(claims: object, header: object = {}) {
    const headers = cookie(await key.sign(claims, header))
    const reply = await app.inject({ url: '/api/v1/session', headers })
    return reply.statusCode === 200 ? reply.json() : reply.statusCode
  }
}

t.test('the settings for each provider accept its documented tokens, and no others', async t => {
  for (const [name, { alg, claims, account, person, accounts = {}, rejected }] of Object.entries(PROVIDERS)) {
    const answer = await withSettings(t, name, alg)
    t.match(await answer(claims), { account_id: account, ...(person && { person_id: person }) }, name)
    for (const [id, more] of Object.entries(accounts))
      t.match(await answer({ ...claims, ...more }), { account_id: id }, name)
    for (const [problem, more] of Object.entries(rejected))
      t.equal(await answer({ ...claims, ...more }), 401, `${name}: ${problem}`)
    for (const more of [{ exp: now - 1 }, { iss: 'https://evil.example.com' }, { iat: undefined }])
      t.equal(await answer({ ...claims, ...more }), 401, `${name}: ${JSON.stringify(more)}`)
  }
})

t.test('tokens of both profiles of Auth0 are sessions', async t => {
  const answer = await withSettings(t, 'Auth0')
  const claims = { ...AUTH0, client_id: 'my_client_id', jti: '73WakrfVbN' }
  t.match(await answer(claims, { typ: 'at+jwt' }), { account_id: AUTH0.org_id })
})
