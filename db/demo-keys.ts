/** A key of the demo. Times are in days before now. */
export interface DemoKey {
  name: string
  description?: string
  /** Undefined: all scopes. */
  scopes?: string[]
  createdDays: number
  /** In days from now. */
  expiresDays?: number
  /** Admitted requests in an average hour. */
  hourly?: number
  lastUsedDays?: number
  revoked?: { days: number; reason: string; source?: string; hourly: number; lastRejectedDays: number }
  /** The name of the key that this one replaces. */
  replaces?: string
  /** The limit of requests per day. */
  dayLimit?: number
  /** A fixed ID, for an example that names it. */
  id?: string
}

/** The key ID in the published example, which therefore works in the demo as written. */
const EXAMPLE_KEY = '00000000-0000-4000-8000-000000000123'
const [MINUTE, HOUR] = [1 / 1440, 1 / 24]

/** What the dashboard has to show: keys in use, idle, limited, rotating, expired, leaked, and revoked but still called. */
export const DEMO_KEYS: readonly DemoKey[] = [
  {
    name: 'SIEM connector',
    description: 'Splunk HEC',
    scopes: ['feeds:read', 'iocs:read'],
    createdDays: 402,
    hourly: 4_100,
    lastUsedDays: MINUTE / 5,
  },
  {
    name: 'Mobile app backend',
    description: 'Kubernetes, namespace mobile-api',
    scopes: ['iocs:read', 'lookup:read'],
    createdDays: 311,
    hourly: 2_700,
    lastUsedDays: 0,
  },
  {
    name: 'Customer portal',
    description: 'portal.northwind.example',
    scopes: ['lookup:read'],
    createdDays: 174,
    expiresDays: 29,
    hourly: 1_200,
    lastUsedDays: 3 * MINUTE,
  },
  {
    name: 'Customer portal',
    description: 'portal.northwind.example',
    scopes: ['lookup:read'],
    createdDays: 1,
    replaces: 'Customer portal',
  },
  {
    name: 'SOAR playbooks',
    description: 'Cortex XSOAR',
    createdDays: 160,
    hourly: 950,
    lastUsedDays: 4 * MINUTE,
  },
  {
    name: 'TAXII poller',
    description: 'Every hour, from the gateway in Frankfurt',
    scopes: ['feeds:read'],
    createdDays: 92,
    expiresDays: 61,
    hourly: 310,
    lastUsedDays: 20 * MINUTE,
  },
  {
    name: 'Partner: Tailspin Toys (trial)',
    scopes: ['feeds:read'],
    createdDays: 26,
    expiresDays: 4,
    hourly: 65,
    lastUsedDays: 1.1,
    dayLimit: 2_000,
  },
  {
    name: 'Nightly export',
    description: 'cron on export-01',
    scopes: ['feeds:read', 'rules:read'],
    createdDays: 240,
    hourly: 40,
    lastUsedDays: 8 * HOUR,
  },
  {
    name: 'github-actions-deploy-prod-eu-central-1',
    description: '.github/workflows/deploy.yml',
    scopes: ['rules:read'],
    createdDays: 8,
    expiresDays: 82,
    hourly: 12,
    lastUsedDays: 2 * HOUR,
  },
  { name: 'test', createdDays: 379 },
  { name: 'Key of the published example', createdDays: 30, id: EXAMPLE_KEY },
  {
    name: 'Laptop of the red team',
    description: 'Kali VM',
    createdDays: 146,
    hourly: 95,
    lastUsedDays: 4,
    revoked: { days: 4, reason: 'compromised: the laptop was stolen', hourly: 14, lastRejectedDays: MINUTE },
  },
  {
    name: 'Deployment of the website',
    description: 'Replaced by the key for GitHub Actions',
    scopes: ['rules:read'],
    createdDays: 120,
    hourly: 12,
    lastUsedDays: 8,
    revoked: {
      days: 8,
      reason: 'leaked: found by GitHub secret scanning',
      source: 'https://github.com/northwind/website/blob/4f1c2aa/.env',
      hourly: 1,
      lastRejectedDays: 5,
    },
  },
  {
    name: 'Trial of a partner',
    scopes: ['feeds:read'],
    createdDays: 44,
    expiresDays: -14,
    hourly: 30,
    lastUsedDays: 14,
  },
]
