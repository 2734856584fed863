import { PORTAL_COOKIE, PORTAL_COOKIE_ON_LOOPBACK } from '../schemas/credentials.ts'

/** The cookie of a portal session on keyward's page. */
export interface PortalCookie {
  name: string
  /** The value of Set-Cookie. @param seconds how long the browser keeps it */
  setting(value: string, seconds: number): string
  /** The headers of a response after which the browser no longer has the cookie. */
  clearing: { 'set-cookie': string }
}

/**
 * Browsers accept the prefix `__Host-` only from the host itself and over HTTPS, so a neighboring host cannot set this
 * cookie. Some browsers also refuse it on loopback without HTTPS; there it has a plain name.
 * @param publicUrl where browsers reach keyward; undefined on this machine only
 */
export function portalCookie(publicUrl: string | undefined): PortalCookie {
  const isSecure = publicUrl?.startsWith('https:') ?? false
  const name = isSecure ? PORTAL_COOKIE : PORTAL_COOKIE_ON_LOOPBACK
  const setting = (value: string, seconds: number) =>
    `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return { name, setting, clearing: { 'set-cookie': setting('', 0) } }
}
