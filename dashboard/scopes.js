/**
 * The scopes of a key, in words.
 * @param {string[] | null} scopes
 */
export function scopeWords(scopes) {
  if (scopes === null) return 'all scopes'
  return scopes.length === 0 ? 'no scopes' : scopes.join(', ')
}

/**
 * What somebody typed as scopes: nothing stands for all of them.
 * @param {string} text
 */
export function scopesOf(text) {
  const scopes = text.split(/[\s,]+/).filter(scope => scope !== '')
  return scopes.length === 0 ? null : scopes
}
