import type { AddressInfo } from 'node:net'
// @ts-expect-error the package has no types
import Provider from 'oidc-provider'

/**
 * An OpenID Connect provider in a process of its own: node provider.ts <port> <private keys> <client>. Its sign-in page
 * accepts any name and password.
 */
const [port = '0', keys = '', client = ''] = process.argv.slice(2)

const issuer = `http://127.0.0.1:${port}`
const provider = new Provider(issuer, {
  jwks: JSON.parse(keys),
  clients: [JSON.parse(client)],
  pkce: { required: () => true },
  features: {
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => 'https://keys.example.com',
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'keys',
        audience: 'https://keys.example.com',
        accessTokenFormat: 'jwt',
        accessTokenTTL: 600,
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
  findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
})
const server = provider.listen(Number(port), '127.0.0.1', () => {
  process.stdout.write(`listens on ${(server.address() as AddressInfo).port}\n`)
})
