import { PORTAL_COOKIE, PORTAL_COOKIE_ON_LOOPBACK, SESSION_COOKIE } from './credentials.ts'

const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description }) as const

export const securitySchemes = {
  CookieAuth: {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description: 'Session cookie (for API key management endpoints)',
  },
  PortalCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: PORTAL_COOKIE,
    description: `Session cookie that a link from your backend sets; \`${PORTAL_COOKIE_ON_LOOPBACK}\` on loopback`,
  },
  SessionToken: bearer(
    'Access token of a signed-in person, or a token of a portal session, for pages on other origins',
  ),
  BearerKey: bearer('API key in the Authorization header: `Bearer sk_live_…`'),
  HeaderKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'API key in the X-API-Key header: `sk_live_…`',
  },
  QueryKey: {
    type: 'apiKey',
    in: 'query',
    name: 'api_key',
    description: 'API key in the query string: `?api_key=sk_live_…`',
  },
  BasicKey: {
    type: 'http',
    scheme: 'basic',
    description: 'API key (`sk_live_…`) as the password with any user name, or as the user name with an empty password',
  },
  GithubSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'Github-Public-Key-Signature',
    description: "GitHub's signature of the body; `Github-Public-Key-Identifier` names the signing key",
  },
  ServiceToken: bearer('Service token (VERIFY_TOKEN)'),
  BasicToken: { type: 'http', scheme: 'basic', description: 'The service token as the password, with any user name' },
  OperatorToken: bearer('Operator token (ADMIN_TOKEN)'),
  ServiceKey: bearer('Service key, which begins with `keyward_`'),
  MetricsToken: bearer('Metrics token (METRICS_TOKEN)'),
} as const
