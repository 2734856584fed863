/**
 * The password of HTTP Basic, read in two ways: OAuth clients form-encode it first (RFC 6749, 2.3.1), and other
 * clients, such as `curl -u`, send it unchanged.
 * @returns an empty list for another scheme
 */
export function basicPasswords(authorization: string): string[] {
  const [, encoded] = /^basic[ \t]+(\S+)$/i.exec(authorization) ?? []
  if (encoded === undefined) return []
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  const password = pair.slice(pair.indexOf(':') + 1)
  return [password, String(new URLSearchParams(`x=${password.replaceAll('&', '%26')}`).get('x'))]
}
