/** The format of keys: the prefix, eight characters of public ID, an underscore, and the secret with its checksum. */
export interface KeyFormat {
  /** Letters, digits and underscores. */
  prefix: string
}

export const KEY_FORMAT: KeyFormat = { prefix: 'sk_live_' }
