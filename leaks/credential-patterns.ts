import type { KeyFormat } from '../config/key-format.ts'

/**
 * The patterns of credentials that are masked in a text.
 *
 * Searching takes time proportional to the text, by construction: `head` has bounded quantifiers only, so it costs a
 * constant at each position; `tail` is one character class, so it reads each character once without backtracking; and
 * the search continues behind the tail. A test holds every pattern to this form.
 */
export interface CredentialPattern {
  /** Matches the text in front of a credential, which stays. */
  head: RegExp
  /** Matches the credential up to its end. */
  tail: RegExp
}

/** A plain word behind `basic` or `key:` is prose: "Basic authentication", "key: unknown". */
const NO_WORD = '(?![A-Za-z]?[a-z]{1,30}(?![0-9A-Za-z+/=_-]))'
const PASSWORD = '(?:[Ss]ecret|SECRET|[Pp]assw(?:or)?d|PASSW(?:OR)?D|[Pp]assphrase|PASSPHRASE|[Pp]wd|PWD)'
const NAME = `(?:[Kk]ey|KEY|[Tt]oken|TOKEN|[Ss]ignature|SIGNATURE|[Ss]ig|SIG|[Cc]redentials?|CREDENTIALS?|${PASSWORD})`
/** A quotation mark, with the backslashes of JSON within JSON. */
const QUOTE = '\\\\{0,7}["\']'

/** Prefixes of well-known vendors' tokens. */
const VENDORS = [
  ...['gh[pousr]_', 'github_pat_', 'glpat-'], // GitHub, GitLab
  ...['[prs]k_(?:live|test)_', 'whsec_'], // Stripe, and others that follow it
  ...['xox[abeoprs]-', 'xapp-'], // Slack
  ...['ya29\\.', 'GOCSPX-', 'AIza'], // Google
  ...['npm_', 'pypi-', 'hf_', 'dop_v1_', 'shp(?:at|ca|pa|ss)_', 'sk-', 'SG\\.'], // npm, PyPI, …, OpenAI, SendGrid
]

/** @param prefixes of keyward's keys */
const patternsOf = (prefixes: readonly string[]): readonly (readonly [head: string, tail: string])[] => [
  // Keys of this service: the prefix stays, to show what was masked.
  [`(?:${prefixes.join('|')})(?=[0-9A-Za-z]{4})`, '[0-9A-Za-z_]*'],
  ['-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----', '[^]*'],
  // JSON Web Tokens: `{"` in base64url.
  ['(?<![0-9A-Za-z])(?=eyJ[\\w-]{8})', '[\\w.-]*'],
  [`(?<![0-9A-Za-z])(?=(?:${VENDORS.join('|')})[\\w.-]{12})`, '[\\w.-]*'],
  // AWS: access keys by their prefix. Secret keys have none, and are recognized by the name in front of them.
  ['(?<![0-9A-Za-z])(?=A(?:KIA|SIA|GPA|IDA|ROA)[0-9A-Z]{16}(?![0-9A-Za-z]))', '[0-9A-Z]*'],
  ['https://hooks\\.slack\\.com/(?:services|workflows)/(?=[\\w/-]{8})', '[\\w/-]*'],
  ['\\b(?:[Bb]earer|BEARER)[ \\t+]{1,8}(?=[^\\s"\'`&]{8})', '[^\\s"\'`&]*'],
  [
    `\\b(?:[Bb]asic|BASIC|[Tt]oken|TOKEN|[Dd]igest|DIGEST|[Aa]pi[Kk]ey)[ \\t+]{1,8}${NO_WORD}(?=[^\\s"'\`&]{8})`,
    '[^\\s"\'`&]*',
  ],
  ['[Aa]uthorization["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?=[^\\s"\'`]{20})', '[^\\s"\'`]*'],
  ['(?:[Cc]ookie|COOKIE):[ \\t]{0,4}(?=[^\\s"\'`])', '[^\\r\\n"\'`]*'],
  // A URL with a password. The host is masked too, because a password can contain an unescaped `@`.
  ['://(?=[^\\s/@:"\']{0,200}:[^\\s/@"\']{1,400}@)', '[^\\s/"\']*'],
  [`${NAME}(?:${QUOTE})?[ \\t]{0,4}[:=][ \\t]{0,4}${QUOTE}(?=[^"'\\\\])`, '[^"\'\\\\]*'],
  [`${NAME}(?:${QUOTE})?[ \\t]{0,2}=(?=[^&\\s"'])`, '[^&\\s"\']*'],
  [`${PASSWORD}[ \\t]{0,2}:[ \\t]{0,4}(?=[^&\\s"'])`, '[^&\\s"\']*'],
  [`${NAME}[ \\t]{0,2}:[ \\t]{0,4}${NO_WORD}(?!https?:)(?=[^&\\s"']{4})`, '[^&\\s"\']*'],
]

/** Every pattern, with the one for keys of this format. */
export const credentialPatterns = ({ prefixes }: KeyFormat): readonly CredentialPattern[] =>
  patternsOf(prefixes).map(([head, tail]) => ({ head: new RegExp(head, 'g'), tail: new RegExp(tail, 'y') }))
