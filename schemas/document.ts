/** The introduction of the OpenAPI document. */
export const info = {
  title: 'SOC Defenders Threat Intelligence API',
  version: '1.0.0',
  contact: { name: 'SOC Defenders Support', url: 'https://socdefenders.ai/contact', email: 'support@socdefenders.ai' },
  license: { name: 'Proprietary', url: 'https://socdefenders.ai/terms' },
  description: `# Overview

Programs access SOC Defenders threat intelligence with an API key. This service creates API keys, decides which
requests they may make, and revokes them. A revocation takes effect everywhere at once: every request that starts after
the response is rejected.

## Authentication

Programs send their API key in exactly one of these ways:

- \`Authorization: Bearer sk_live_...\` (recommended)
- \`X-API-Key: sk_live_...\`
- \`?api_key=sk_live_...\`
- HTTP Basic: the key as the password with any user name, or as the user name with an empty password

People manage keys with their session: in the cookie \`sb-access-token\`, in the cookies that the Supabase packages
set, or as an access token in the Authorization header. Operators and services authenticate with separate tokens.

## Rate Limiting

| Tier | Requests/min | Requests/day | Lookback | Formats |
|------|--------------|--------------|----------|---------|
| Free | 10 | 1,000 | 1 day | JSON, CSV |
| Pro | 1,000 | 1,000,000 | 365 days | JSON, CSV, STIX, TAXII, MISP, CEF, OpenIOC, Sigma |

Limits apply to the account, and all of its keys share them. A request over the limit gets a 429 and does not count
against the limit. Every response, including errors, carries:

- \`X-RateLimit-Limit\`: requests allowed per minute
- \`X-RateLimit-Remaining\`: requests left
- \`X-RateLimit-Reset\`: Unix timestamp (seconds) when the limit resets

## Error Handling

All errors have the same format. The \`request_id\` is also in the \`X-Request-Id\` header:

\`\`\`json
{
  "error": {
    "code": "not_found",
    "message": "The requested resource was not found",
    "details": {},
    "request_id": "req_abc123"
  }
}
\`\`\`

## STIX/TAXII Support

TAXII 2.1 endpoints are available at \`/api/taxii2/\` to tiers that include TAXII.`,
}

export const tags = [
  { name: 'API Keys', description: 'API key management (requires session auth)' },
  { name: 'Using API Keys', description: 'For programs that use a key, and for gateways and services that check keys' },
  { name: 'Operations', description: 'For operators of the service' },
  { name: 'IOCs', description: 'Indicators of Compromise endpoints' },
  { name: 'Statistics', description: 'Feed and IOC statistics' },
  { name: 'TAXII', description: 'TAXII 2.1 threat intelligence sharing endpoints' },
  { name: 'Export Formats', description: 'Specialized export format endpoints (MISP, CEF, OpenIOC)' },
  { name: 'Articles', description: 'News articles from many sources, with filtering and bulk export' },
  { name: 'Lookup', description: 'Details of a single IOC' },
  { name: 'Detection Rules', description: 'SIEM detection rules generated from recent IOCs' },
]
