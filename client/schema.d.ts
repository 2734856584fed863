// Generated from the OpenAPI document by `npm run client:types`. Do not edit.

export interface paths {
    "/admin/v1/accounts/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the tier of an account
         * @description Takes effect with the next request, on every instance. Creates the account if it does not exist.
         */
        put: operations["putAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/keys/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import API keys that were made elsewhere
         * @description Keys by their digests, all or none, into one account. Their holders go on using them: `IMPORTED_KEY_SHAPES` says
         *     what they look like, and 409 `no_key_shape` names the prefixes that fit none. Creates the account if it does not exist.
         */
        post: operations["importAPIKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/accounts/{accountId}/windows/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset the rate limits of an account
         * @description Sets both windows back to zero requests, for example after a leaked key used up the day.
         */
        post: operations["resetWindows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke many API keys of one account or of all
         * @description Like `POST /api/v1/keys/revocations`, for keys of any account. Keys are revoked in batches: the keys of a
         *     batch at once. If `complete` is false, or the response is an error, some may be left: repeat the request.
         */
        post: operations["revokeAnyAPIKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit events
         * @description What happened to the keys of the account, newest first. Events never change. Revoking a key again adds an event.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report leaked credentials
         * @description For anybody who has found what may be API keys of this service: those that are active are revoked at once.
         *     Keys are found wherever they are in a text: in a header, a URL, JSON, quotes, across a line break, or in the password of
         *     HTTP Basic. A report may hold at most 1,000 keys. No authentication: possession is the authority. The response is the same,
         *     and takes the same time, whether or not any of them was a key. 60 reports per hour and address.
         */
        post: operations["reportLeakedCredentials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description Revoked keys stay in the list.
         */
        get: operations["listAPIKeys"];
        put?: never;
        /**
         * Create an API key
         * @description The response is the only one that contains the secret. An account can have up to 100 active keys. A retiring
         *     key counts only if the key that replaces it no longer works.
         */
        post: operations["createAPIKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an API key
         * @description `last_used_at`, `refused_count` and `last_refused_at` lag by up to 10 seconds.
         */
        get: operations["getAPIKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Every request with this key that starts after the response gets `401 invalid_api_key`. **This cannot be
         *     undone**: create a new key instead. Safe to repeat: the key keeps its first reason, time and actor, and the repeat is an event of
         *     its own. The session's limit never refuses this request; beyond the limit, a repeat leaves no event.
         *
         *     The optional `reason` is kept for audit and shown in the dashboard. Use it to record *why* the key was revoked:
         *     compromise, rotation, departure.
         */
        delete: operations["revokeAPIKey"];
        options?: never;
        head?: never;
        /**
         * Update an API key
         * @description Changes the name of a key, its description, its scopes and when it expires. A revoked key cannot be changed,
         *     and the expiry of an expired key cannot be changed. A retiring key can only expire earlier; a later date is ignored. If
         *     its rotation is canceled, the key expires at the earliest of the dates set since the rotation and its previous expiry.
         */
        patch: operations["updateAPIKey"];
        trace?: never;
    };
    "/api/v1/keys/{keyId}/leak": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that an API key has leaked
         * @description Revokes the key, like `DELETE /api/v1/keys/{keyId}`, and keeps where it was found. **This cannot be undone.**
         *     Safe to repeat: the key keeps its first reason, time and actor. Never refused by the session's limit.
         */
        post: operations["reportLeakedAPIKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{keyId}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an API key
         * @description Creates a key with the same name that replaces this one. The response is the only one that contains its
         *     secret. The old key is `retiring`: it works until `grace_seconds` after the **first request that is admitted with the
         *     new key**, and 30 days at most. With a grace of 0 it is revoked at once. While the new key works, the old one does not
         *     count towards the limit of 100 active keys; if the new key is revoked or expires first, the old one counts again. A
         *     retiring key can only expire earlier. Only an active key that is not itself the replacement of a retiring one can be
         *     rotated; otherwise the response is 409.
         */
        post: operations["rotateAPIKey"];
        /**
         * Cancel the rotation of an API key
         * @description Revokes the key that replaces this one, and restores this key's previous expiry, or an earlier one that was
         *     set since the rotation. Both keys must still work; otherwise the response is 409 and nothing changes.
         */
        delete: operations["cancelAPIKeyRotation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count API keys by status
         * @description `still_used` lags by up to 10 seconds.
         */
        get: operations["countAPIKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke many API keys
         * @description Revokes the keys with these `ids`, or those that match all of `filter`. Every request with a revoked key
         *     that starts after the response gets `401 invalid_api_key`. **This cannot be undone.** Try it with `dry_run` first: it
         *     counts the keys and shows those that are used most.
         *
         *     Keys named by `ids` are revoked all at once, or none of them if the response is an error. Keys found by a `filter` are
         *     revoked in batches, those that have not expired first. If `complete` is false, some are left: repeat the request until it
         *     is true. After an error some may have been revoked: repeat the request.
         *
         *     Safe to repeat. Keys that had been revoked before keep their first reason, time and actor; together they are one event in
         *     the history. Once the session's limit is used up, a request is still carried out if it revokes any key; otherwise requests
         *     that name only revoked keys, and dry runs, get 429.
         */
        post: operations["revokeAPIKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/leaks/github": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive leaks from GitHub secret scanning
         * @description The endpoint of a partner in GitHub's secret scanning program: the keys among the tokens are revoked at once.
         *     The body must be signed with a key of the set at `GITHUB_KEYS_URL`.
         */
        post: operations["reportLeaksFromGitHub"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the current key
         * @description The key that the request was sent with, its account and limits. Counts like any other request.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the session
         * @description The signed-in account, its tier, and the rate-limit windows of its keys. This request does not count against
         *     them; its `X-RateLimit-*` headers report the separate limit on session requests.
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get usage by key
         * @description Admitted and rejected requests per key and UTC day or hour. Takes `days` or `hours`, not both; the default is 30 days.
         *     Periods without requests are omitted. Figures lag by up to 10 seconds.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify a key
         * @description For a service that received the key from its client. Decides as for a request with that key. A rejected key is a
         *     200 as well: `valid` holds the decision and `code` the reason.
         */
        post: operations["verifyKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verify/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify up to 100 keys
         * @description Results are in the order of the keys. A valid key counts as one request each time it is listed.
         */
        post: operations["verifyKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/forward-auth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Authorize a request at a gateway
         * @description Accepts any method except TRACE and CONNECT, here and on every path below. The gateway passes on the
         *     client's headers and the original URI. `X-Required-Format` and `X-Required-Lookback-Days` require a tier that includes
         *     them, `X-Required-Scope` a key that has all of these scopes, separated by spaces. All headers below are in every 200
         *     response, so that they overwrite a client's own.
         */
        get: operations["forwardAuth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check liveness
         * @description Whether the process responds. Does not query the database: restarting keyward would not repair that.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get metrics
         * @description In the Prometheus text format. Public unless `METRICS_TOKEN` is set.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Introspect a key (RFC 7662)
         * @description For software that knows OAuth 2.0 token introspection. Nothing is counted. Switch off its cache: for as long as
         *     it caches a response, it accepts a revoked key.
         */
        post: operations["introspectKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check readiness
         * @description Whether the database responds too; 503 if not.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CancelAPIKeyRotationBody: {
            /**
             * @description Reason for revocation (optional), up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        CreateAPIKeyBody: {
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description?: string | null;
            /**
             * Format: date-time
             * @description When the key expires; must be in the future. Without it, the key does not expire.
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name: string;
            /**
             * @description What the key may do: null for everything, an empty list for nothing that requires a scope
             * @example [
             *       "iocs:read",
             *       "feeds:read"
             *     ]
             */
            scopes?: string[] | null;
        };
        CreatedKey: {
            /**
             * Format: date-time
             * @example 2026-11-23T09:30:00.000Z
             */
            created_at: string;
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description: string | null;
            /**
             * Format: date-time
             * @example null
             */
            expires_at: string | null;
            /**
             * @description If it was rotated: how long it works after the first use of the key that replaces it
             * @example null
             */
            grace_seconds: number | null;
            /**
             * Format: date-time
             * @description The first use of the key that replaces it, up to 20 seconds late; null before
             * @example null
             */
            grace_started_at: string | null;
            /**
             * Format: uuid
             * @example 00000000-0000-4000-8000-000000000123
             */
            id: string;
            /** @description The secret. Shown only once; keyward does not store it. */
            key: string;
            /**
             * Format: date-time
             * @example null
             */
            last_refused_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
            last_used_at: string | null;
            /**
             * @description Last 4 characters of the secret; null for an imported key
             * @example x7Kp
             */
            last4: string | null;
            /**
             * @description If it was revoked because it leaked: how that was reported, and where it was found
             * @example null
             */
            leak: {
                /**
                 * @description `report`: by whoever found the key; `github`: by GitHub secret scanning; `owner`: by the account
                 * @enum {string}
                 */
                door: "report" | "github" | "owner";
                /** @example found in a public repository */
                note: string | null;
                /** @example https://example.com/paste/1 */
                source_url: string | null;
            } | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name: string;
            /**
             * @description `sk_live_` followed by 8 characters, or the start of an imported key; identifies the key without revealing it
             * @example sk_live_4fT8aQz1
             */
            prefix: string;
            /**
             * @description Requests rejected because the key was revoked or had expired
             * @example 0
             */
            refused_count: number;
            /**
             * Format: uuid
             * @description Key that replaces this one
             * @example null
             */
            replaced_by: string | null;
            /**
             * Format: uuid
             * @description Key that this one was made to replace
             * @example null
             */
            replaces: string | null;
            /** @example null */
            revocation_reason: string | null;
            /**
             * Format: date-time
             * @example null
             */
            revoked_at: string | null;
            /**
             * @description `user:` followed by the account ID, or `operator`
             * @example null
             */
            revoked_by: string | null;
            /**
             * @description What the key may do, where a gateway or service asks for scopes; null for everything
             * @example [
             *       "iocs:read",
             *       "feeds:read"
             *     ]
             */
            scopes: string[] | null;
            /**
             * @description `retiring`: works until `expires_at`, and is being replaced by another key
             * @enum {string}
             */
            status: "active" | "retiring" | "revoked" | "expired";
        };
        Error: {
            error: {
                /** @description Error code for programmatic handling */
                code: string;
                /**
                 * @description Additional error details. 400: the problem with each invalid field. 429: `window`, `limit` and
                 *     `reset`. 401 on session routes: `sign_in_url`, if one is configured.
                 */
                details?: {
                    [key: string]: unknown;
                };
                /** @description Human-readable error message */
                message: string;
                /** @description Unique request identifier for support */
                request_id: string;
            };
        };
        ImportAPIKeysBody: {
            keys: {
                /**
                 * @description What the key is for
                 * @example Reads indicators for the SIEM of the SOC
                 */
                description?: string | null;
                /**
                 * @description SHA-256 of the whole key, in hexadecimal, base64 or base64url
                 * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                 */
                digest: string;
                /**
                 * Format: date-time
                 * @description When the key expires; must be in the future. Without it, the key does not expire.
                 * @example 2027-11-23T00:00:00Z
                 */
                expires_at?: string | null;
                /**
                 * @description Name of the key: one line of 1 to 100 characters
                 * @example SIEM connector
                 */
                name: string;
                /**
                 * @description The visible start of the key, by which people recognize it
                 * @example acme_3ZkX
                 */
                prefix?: string;
                /**
                 * @description What the key may do: null for everything, an empty list for nothing that requires a scope
                 * @example [
                 *       "iocs:read",
                 *       "feeds:read"
                 *     ]
                 */
                scopes?: string[] | null;
            }[];
        };
        IntrospectKeyBody: {
            /** @description Any, beside `client_secret` */
            client_id?: string;
            /** @description The service token, for clients that send it in the body (`client_secret_post`) */
            client_secret?: string;
            /** @description The API key that a client presented */
            token: string;
            token_type_hint?: string;
        };
        Key: {
            /**
             * Format: date-time
             * @example 2026-11-23T09:30:00.000Z
             */
            created_at: string;
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description: string | null;
            /**
             * Format: date-time
             * @example null
             */
            expires_at: string | null;
            /**
             * @description If it was rotated: how long it works after the first use of the key that replaces it
             * @example null
             */
            grace_seconds: number | null;
            /**
             * Format: date-time
             * @description The first use of the key that replaces it, up to 20 seconds late; null before
             * @example null
             */
            grace_started_at: string | null;
            /**
             * Format: uuid
             * @example 00000000-0000-4000-8000-000000000123
             */
            id: string;
            /**
             * Format: date-time
             * @example null
             */
            last_refused_at: string | null;
            /**
             * Format: date-time
             * @example null
             */
            last_used_at: string | null;
            /**
             * @description Last 4 characters of the secret; null for an imported key
             * @example x7Kp
             */
            last4: string | null;
            /**
             * @description If it was revoked because it leaked: how that was reported, and where it was found
             * @example null
             */
            leak: {
                /**
                 * @description `report`: by whoever found the key; `github`: by GitHub secret scanning; `owner`: by the account
                 * @enum {string}
                 */
                door: "report" | "github" | "owner";
                /** @example found in a public repository */
                note: string | null;
                /** @example https://example.com/paste/1 */
                source_url: string | null;
            } | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name: string;
            /**
             * @description `sk_live_` followed by 8 characters, or the start of an imported key; identifies the key without revealing it
             * @example sk_live_4fT8aQz1
             */
            prefix: string;
            /**
             * @description Requests rejected because the key was revoked or had expired
             * @example 0
             */
            refused_count: number;
            /**
             * Format: uuid
             * @description Key that replaces this one
             * @example null
             */
            replaced_by: string | null;
            /**
             * Format: uuid
             * @description Key that this one was made to replace
             * @example null
             */
            replaces: string | null;
            /** @example null */
            revocation_reason: string | null;
            /**
             * Format: date-time
             * @example null
             */
            revoked_at: string | null;
            /**
             * @description `user:` followed by the account ID, or `operator`
             * @example null
             */
            revoked_by: string | null;
            /**
             * @description What the key may do, where a gateway or service asks for scopes; null for everything
             * @example [
             *       "iocs:read",
             *       "feeds:read"
             *     ]
             */
            scopes: string[] | null;
            /**
             * @description `retiring`: works until `expires_at`, and is being replaced by another key
             * @enum {string}
             */
            status: "active" | "retiring" | "revoked" | "expired";
        };
        PutAccountBody: {
            /**
             * @description Plan of the account
             * @enum {string}
             */
            tier: "free" | "pro";
        };
        ReportLeakedAPIKeyBody: {
            /**
             * @description What else is known. What looks like a credential is stored as `***`; do not rely on it
             * @example found in a public repository
             */
            note?: string;
            /**
             * @description Where the key was found: an http or https address. What looks like a credential is stored as `***`; do not rely on it
             * @example https://example.com/paste/1
             */
            source_url?: string;
        };
        ReportLeakedCredentialsBody: {
            /**
             * @description What was found, as it was found: keys, or texts with keys in them. Anything else is ignored
             * @example [
             *       "sk_live_4fT8aQz1_…"
             *     ]
             */
            credentials: string[];
            /**
             * @description What else is known. What looks like a credential is stored as `***`; do not rely on it
             * @example found in a public repository
             */
            note?: string;
            /**
             * @description Where the key was found: an http or https address. What looks like a credential is stored as `***`; do not rely on it
             * @example https://example.com/paste/1
             */
            source_url?: string;
        };
        ReportLeaksFromGitHubBody: {
            source?: string | null;
            token: string;
            type: string;
            url?: string | null;
        }[];
        RevokeAnyAPIKeysBody: {
            /**
             * Format: uuid
             * @description Only keys of this account; without it, of all
             * @example 00000000-0000-4000-8000-000000000001
             */
            account_id?: string;
            /**
             * @description Only count what would be revoked
             * @default false
             */
            dry_run?: boolean;
            /** @description Keys that are not revoked and match all of these. Expired keys are among them. */
            filter?: {
                /**
                 * @description Every key; cannot be combined with anything else
                 * @enum {boolean}
                 */
                all?: true;
                /**
                 * Format: date-time
                 * @description Created after this time
                 * @example 2026-08-01T00:00:00Z
                 */
                created_after?: string;
                /**
                 * Format: date-time
                 * @description Created before this time
                 * @example 2026-08-01T00:00:00Z
                 */
                created_before?: string;
                /**
                 * @description The name contains this text, ignoring case
                 * @example ci
                 */
                name_contains?: string;
                /**
                 * Format: date-time
                 * @description Created before this time and not used since; uses of the last 10 seconds may be missing
                 * @example 2026-08-01T00:00:00Z
                 */
                not_used_since?: string;
            };
            /** @description These keys; an ID given twice counts once */
            ids?: string[];
            /**
             * @description Reason for revocation (optional), up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        RevokeAPIKeysBody: {
            /**
             * @description Only count what would be revoked
             * @default false
             */
            dry_run?: boolean;
            /** @description Keys that are not revoked and match all of these. Expired keys are among them. */
            filter?: {
                /**
                 * @description Every key; cannot be combined with anything else
                 * @enum {boolean}
                 */
                all?: true;
                /**
                 * Format: date-time
                 * @description Created after this time
                 * @example 2026-08-01T00:00:00Z
                 */
                created_after?: string;
                /**
                 * Format: date-time
                 * @description Created before this time
                 * @example 2026-08-01T00:00:00Z
                 */
                created_before?: string;
                /**
                 * @description The name contains this text, ignoring case
                 * @example ci
                 */
                name_contains?: string;
                /**
                 * Format: date-time
                 * @description Created before this time and not used since; uses of the last 10 seconds may be missing
                 * @example 2026-08-01T00:00:00Z
                 */
                not_used_since?: string;
            };
            /** @description These keys; an ID given twice counts once */
            ids?: string[];
            /**
             * @description Reason for revocation (optional), up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        RotateAPIKeyBody: {
            /**
             * Format: date-time
             * @description When the new key expires; if left out, it gets as long a life as the old one was given
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /**
             * @description How long the old key still works after the first use of the new one; 24 hours by default
             * @default 86400
             * @example 86400
             */
            grace_seconds?: number;
            /**
             * @description Reason for revocation (optional), up to 500 characters
             * @example rotation: 2026-Q2 quarterly key refresh
             */
            reason?: string | null;
        };
        UpdateAPIKeyBody: {
            /**
             * @description What the key is for
             * @example Reads indicators for the SIEM of the SOC
             */
            description?: string | null;
            /**
             * Format: date-time
             * @description When the key expires, in the future; null if it does not expire
             * @example 2027-11-23T00:00:00Z
             */
            expires_at?: string | null;
            /**
             * @description Name of the key: one line of 1 to 100 characters
             * @example SIEM connector
             */
            name?: string;
            /**
             * @description What the key may do: null for everything, an empty list for nothing that requires a scope
             * @example [
             *       "iocs:read",
             *       "feeds:read"
             *     ]
             */
            scopes?: string[] | null;
        };
        Verification: {
            /**
             * Format: uuid
             * @description Account ID: the `sub` claim of its sessions
             * @example 00000000-0000-4000-8000-000000000001
             */
            account_id?: string;
            /**
             * @description `invalid_api_key` comes without further fields, the others with all those of a valid key
             * @enum {string}
             */
            code: "valid" | "invalid_api_key" | "insufficient_scope" | "rate_limit_exceeded";
            entitlements?: {
                /**
                 * @example [
                 *       "json",
                 *       "csv"
                 *     ]
                 */
                formats: ("json" | "csv" | "stix" | "taxii" | "misp" | "cef" | "openioc" | "sigma")[];
                /**
                 * @description How many days of history the account may query
                 * @example 1
                 */
                lookback_days: number;
            };
            key?: {
                /**
                 * Format: date-time
                 * @example null
                 */
                expires_at: string | null;
                /**
                 * Format: uuid
                 * @example 00000000-0000-4000-8000-000000000123
                 */
                id: string;
                /**
                 * @description Name of the key: one line of 1 to 100 characters
                 * @example SIEM connector
                 */
                name: string;
                /** @example sk_live_4fT8aQz1 */
                prefix: string;
                /**
                 * @description What the key may do, where a gateway or service asks for scopes; null for everything
                 * @example [
                 *       "iocs:read",
                 *       "feeds:read"
                 *     ]
                 */
                scopes: string[] | null;
            };
            /**
             * @description Rate-limit windows of the account, shared by all its keys
             * @example {
             *       "minute": {
             *         "limit": 10,
             *         "remaining": 9,
             *         "reset": 1795426260
             *       },
             *       "day": {
             *         "limit": 1000,
             *         "remaining": 871,
             *         "reset": 1795478400
             *       }
             *     }
             */
            limits?: {
                day: {
                    /** @description Requests allowed in the window */
                    limit: number;
                    /** @description Requests left in the window */
                    remaining: number;
                    /** @description Unix timestamp (seconds) when the window ends */
                    reset: number;
                };
                minute: {
                    /** @description Requests allowed in the window */
                    limit: number;
                    /** @description Requests left in the window */
                    remaining: number;
                    /** @description Unix timestamp (seconds) when the window ends */
                    reset: number;
                };
            };
            /**
             * @description Plan of the account
             * @enum {string}
             */
            tier?: "free" | "pro";
            /** @example true */
            valid: boolean;
        };
        VerifyKeyBody: {
            /**
             * @description Whether a valid key counts as one request
             * @default true
             */
            count?: boolean;
            /** @description The key that a client sent to your service */
            key: string;
            /**
             * @description Scopes that the key needs, all of them
             * @example [
             *       "iocs:read"
             *     ]
             */
            scopes?: string[];
        };
        VerifyKeysBody: {
            /**
             * @description Whether a valid key counts as one request
             * @default true
             */
            count?: boolean;
            keys: string[];
            /**
             * @description Scopes that the key needs, all of them
             * @example [
             *       "iocs:read"
             *     ]
             */
            scopes?: string[];
        };
    };
    responses: {
        /** @description The request is invalid */
        BadRequest: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Conflicts with the state of the account or key */
        Conflict: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The Expect header is not supported */
        ExpectationFailed: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not allowed from this origin, or not included in the tier */
        Forbidden: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request headers are too large */
        HeadersTooLarge: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description An error in the service */
        InternalError: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Resource not found */
        NotFound: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request body is too large */
        PayloadTooLarge: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request took too long to arrive */
        RequestTimeout: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The service cannot answer right now */
        ServiceUnavailable: {
            headers: {
                /** @description Seconds to wait */
                "Retry-After": number;
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Rate limit exceeded */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait */
                "Retry-After": number;
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Authentication required or invalid */
        Unauthorized: {
            headers: {
                /** @description How to authenticate */
                "WWW-Authenticate": string;
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request body is not JSON */
        UnsupportedMediaType: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The URL is too long */
        UriTooLong: {
            headers: {
                /** @description Requests allowed per minute for this caller */
                "X-RateLimit-Limit": number;
                /** @description Requests left; 0 once the daily limit is reached */
                "X-RateLimit-Remaining": number;
                /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset": number;
                /** @description ID of this request, the same in the error body and the log */
                "X-Request-Id": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    putAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Account ID: the `sub` claim of its sessions
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutAccountBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Account ID: the `sub` claim of its sessions
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        account_id: string;
                        /**
                         * @description Plan of the account
                         * @enum {string}
                         */
                        tier: "free" | "pro";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    importAPIKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Account ID: the `sub` claim of its sessions
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportAPIKeysBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    resetWindows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Account ID: the `sub` claim of its sessions
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokeAnyAPIKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "not_used_since": "2026-08-01T00:00:00Z",
                 *         "name_contains": "ci"
                 *       },
                 *       "reason": "not used since July",
                 *       "dry_run": true
                 *     }
                 */
                "application/json": components["schemas"]["RevokeAnyAPIKeysBody"];
            };
        };
        responses: {
            /** @description Keys revoked, or counted in a dry run */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Keys that had been revoked before
                         * @example 0
                         */
                        already_revoked: number;
                        /**
                         * @description Whether all of the keys were reached; if false, repeat the request
                         * @example true
                         */
                        complete: boolean;
                        /**
                         * @description Whether nothing was revoked
                         * @example false
                         */
                        dry_run: boolean;
                        /**
                         * @description In a dry run: the keys with the most requests, up to 10
                         * @example []
                         */
                        most_used?: {
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Name of the key: one line of 1 to 100 characters
                             * @example SIEM connector
                             */
                            name: string;
                            /**
                             * @description Requests admitted in the last 24 hours
                             * @example 42
                             */
                            requests_last_day: number;
                            /**
                             * @description Requests admitted in the last 7 days
                             * @example 310
                             */
                            requests_last_week: number;
                        }[];
                        /**
                         * @description IDs of keys that do not exist or belong to another account
                         * @example 0
                         */
                        not_found: number;
                        /**
                         * @description Keys that this request revoked, or would revoke
                         * @example 12
                         */
                        revoked: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                action?: "create" | "rename" | "change_description" | "change_scopes" | "change_expiry" | "rotate" | "start_grace" | "cancel_rotation" | "revoke" | "revoke_repeated";
                /** @description `next_cursor` of the previous page, with the same `sort` */
                cursor?: string;
                /** @description Only events at or after this moment */
                from?: string;
                /** @description Only events of this key */
                key_id?: string;
                /** @description Items per page */
                limit?: number;
                /** @description Only events whose reason contains this text, ignoring case; events of keys that `q` of the list finds; and those with this request ID or IP address */
                q?: string;
                /** @description Only events before this moment */
                to?: string;
            };
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {string} */
                            action: "create" | "rename" | "change_description" | "change_scopes" | "change_expiry" | "rotate" | "start_grace" | "cancel_rotation" | "revoke" | "revoke_repeated";
                            /**
                             * @description `user:` followed by the account ID, `operator`, or `system` for what nobody asked for, such as a replay after a restore
                             * @example user:00000000-0000-4000-8000-000000000001
                             */
                            actor: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            at: string;
                            /**
                             * @description What else is known, such as old and new values. `keys`: how many keys this repeated revocation named; `key_id` is one of them
                             * @example null
                             */
                            details: {
                                [key: string]: unknown;
                            } | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Client IP address; null if there was no client
                             * @example 203.0.113.7
                             */
                            ip: string | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            key_id: string;
                            /** @example rotation: 2026-Q2 quarterly key refresh */
                            reason: string | null;
                            /**
                             * @description `X-Request-Id` of the response
                             * @example req_abc123
                             */
                            request_id: string;
                        }[];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportLeakedCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportLeakedCredentialsBody"];
            };
        };
        responses: {
            /** @description Whatever of it was a key is revoked */
            202: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example Thank you. Any of these that were active keys are revoked */
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listAPIKeys: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page, with the same `sort` */
                cursor?: string;
                /** @description Items per page */
                limit?: number;
                /** @description Only keys whose name contains this text, ignoring case; or that begin with it, end with these 4 characters, or have this ID */
                q?: string;
                /** @description Newest, most recently used, least recently used (never used ones first), or next to expire (others last) first. A key that is used or changed between two pages may be repeated or missing; no other key is */
                sort?: "-created_at" | "-last_used_at" | "last_used_at" | "expires_at";
                /** @description Only keys with this status; `still_used`: revoked or expired, with rejected requests in the last 24 hours */
                status?: "active" | "retiring" | "revoked" | "expired" | "still_used" | "all";
            };
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"][];
                        /**
                         * @description Pass as `cursor` to get the next page; null on the last page
                         * @example null
                         */
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAPIKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description Path of the new key */
                    Location: string;
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokeAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description Reason for revocation (optional), up to 500 characters
                     * @example rotation: 2026-Q2 quarterly key refresh
                     */
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description API key revoked */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description If the key was revoked before: `API key was already revoked`
                         * @example API key revoked successfully
                         */
                        message: string;
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAPIKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportLeakedAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReportLeakedAPIKeyBody"];
            };
        };
        responses: {
            /** @description API key revoked */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description If the key was revoked before: `API key was already revoked`
                         * @example API key revoked successfully
                         */
                        message: string;
                        /** @example true */
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    rotateAPIKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateAPIKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description Path of the new key */
                    Location: string;
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    cancelAPIKeyRotation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelAPIKeyRotationBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    countAPIKeys: {
        parameters: {
            query?: {
                /** @description Only keys whose name contains this text, ignoring case; or that begin with it, end with these 4 characters, or have this ID */
                q?: string;
            };
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Keys that work
                         * @example 0
                         */
                        active: number;
                        /**
                         * @description Keys that have expired
                         * @example 0
                         */
                        expired: number;
                        /**
                         * @description Keys that work until their rotation ends
                         * @example 0
                         */
                        retiring: number;
                        /**
                         * @description Keys that were revoked
                         * @example 0
                         */
                        revoked: number;
                        /**
                         * @description Revoked and expired keys with rejected requests in the last 24 hours
                         * @example 0
                         */
                        still_used: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revokeAPIKeys: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "not_used_since": "2026-08-01T00:00:00Z",
                 *         "name_contains": "ci"
                 *       },
                 *       "reason": "not used since July",
                 *       "dry_run": true
                 *     }
                 */
                "application/json": components["schemas"]["RevokeAPIKeysBody"];
            };
        };
        responses: {
            /** @description Keys revoked, or counted in a dry run */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Keys that had been revoked before
                         * @example 0
                         */
                        already_revoked: number;
                        /**
                         * @description Whether all of the keys were reached; if false, repeat the request
                         * @example true
                         */
                        complete: boolean;
                        /**
                         * @description Whether nothing was revoked
                         * @example false
                         */
                        dry_run: boolean;
                        /**
                         * @description In a dry run: the keys with the most requests, up to 10
                         * @example []
                         */
                        most_used?: {
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Name of the key: one line of 1 to 100 characters
                             * @example SIEM connector
                             */
                            name: string;
                            /**
                             * @description Requests admitted in the last 24 hours
                             * @example 42
                             */
                            requests_last_day: number;
                            /**
                             * @description Requests admitted in the last 7 days
                             * @example 310
                             */
                            requests_last_week: number;
                        }[];
                        /**
                         * @description IDs of keys that do not exist or belong to another account
                         * @example 0
                         */
                        not_found: number;
                        /**
                         * @description Keys that this request revoked, or would revoke
                         * @example 12
                         */
                        revoked: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportLeaksFromGitHub: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportLeaksFromGitHubBody"];
            };
        };
        responses: {
            /** @description What each token is. Every active key in them has been revoked */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `true_positive`: it is, was or contains a key of this service
                         * @enum {string}
                         */
                        label: "true_positive" | "false_positive";
                        /** @description SHA-256 of the token, in hexadecimal */
                        token_hash: string;
                        token_type: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Account ID: the `sub` claim of its sessions
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        account_id: string;
                        entitlements: {
                            /**
                             * @example [
                             *       "json",
                             *       "csv"
                             *     ]
                             */
                            formats: ("json" | "csv" | "stix" | "taxii" | "misp" | "cef" | "openioc" | "sigma")[];
                            /**
                             * @description How many days of history the account may query
                             * @example 1
                             */
                            lookback_days: number;
                        };
                        key: {
                            /**
                             * Format: date-time
                             * @example null
                             */
                            expires_at: string | null;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description Name of the key: one line of 1 to 100 characters
                             * @example SIEM connector
                             */
                            name: string;
                            /** @example sk_live_4fT8aQz1 */
                            prefix: string;
                            /**
                             * @description What the key may do, where a gateway or service asks for scopes; null for everything
                             * @example [
                             *       "iocs:read",
                             *       "feeds:read"
                             *     ]
                             */
                            scopes: string[] | null;
                        };
                        /**
                         * @description Rate-limit windows of the account, shared by all its keys
                         * @example {
                         *       "minute": {
                         *         "limit": 10,
                         *         "remaining": 9,
                         *         "reset": 1795426260
                         *       },
                         *       "day": {
                         *         "limit": 1000,
                         *         "remaining": 871,
                         *         "reset": 1795478400
                         *       }
                         *     }
                         */
                        limits: {
                            day: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            };
                            minute: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            };
                        };
                        /**
                         * @description Plan of the account
                         * @enum {string}
                         */
                        tier: "free" | "pro";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Account ID: the `sub` claim of its sessions
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        account_id: string;
                        /**
                         * @description Email address in the session, if it has one
                         * @example ada@example.com
                         */
                        email: string | null;
                        entitlements: {
                            /**
                             * @example [
                             *       "json",
                             *       "csv"
                             *     ]
                             */
                            formats: ("json" | "csv" | "stix" | "taxii" | "misp" | "cef" | "openioc" | "sigma")[];
                            /**
                             * @description How many days of history the account may query
                             * @example 1
                             */
                            lookback_days: number;
                        };
                        /**
                         * @description Rate-limit windows of the account, shared by all its keys
                         * @example {
                         *       "minute": {
                         *         "limit": 10,
                         *         "remaining": 9,
                         *         "reset": 1795426260
                         *       },
                         *       "day": {
                         *         "limit": 1000,
                         *         "remaining": 871,
                         *         "reset": 1795478400
                         *       }
                         *     }
                         */
                        limits: {
                            day: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            };
                            minute: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left in the window */
                                remaining: number;
                                /** @description Unix timestamp (seconds) when the window ends */
                                reset: number;
                            };
                        };
                        /**
                         * @description Scopes that keys may have; null for any
                         * @example [
                         *       "iocs:read",
                         *       "feeds:read"
                         *     ]
                         */
                        scopes: string[] | null;
                        /**
                         * @description Where to sign out, if that is known
                         * @example null
                         */
                        sign_out_url: string | null;
                        /**
                         * @description Plan of the account
                         * @enum {string}
                         */
                        tier: "free" | "pro";
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description Number of days, including today */
                days?: number;
                /** @description Number of hours, including the current one */
                hours?: number;
                /** @description Only requests with this key */
                key_id?: string;
            };
            header?: {
                /**
                 * @description The account that the caller shows. If the session belongs to another one, the answer is 409
                 *     `account_changed` and nothing happens. The account itself always comes from the session.
                 */
                "X-Keyward-Account"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description The signed-in account */
                    "X-Keyward-Account": string;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            key_id: string;
                            /**
                             * @description Requests rejected in it because the key was revoked or had expired
                             * @example 0
                             */
                            rejected: number;
                            /**
                             * @description Requests admitted in the day or hour that begins at `start`
                             * @example 42
                             */
                            requests: number;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            start: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    verifyKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    verifyKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyKeysBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Verification"][];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    forwardAuth: {
        parameters: {
            query?: never;
            header?: {
                /** @description Format that the tier has to include */
                "X-Required-Format"?: "json" | "csv" | "stix" | "taxii" | "misp" | "cef" | "openioc" | "sigma";
                /** @description Days of history that the tier has to include */
                "X-Required-Lookback-Days"?: number;
                /** @description Scopes that the key needs, separated by spaces */
                "X-Required-Scope"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Admitted and counted */
            200: {
                headers: {
                    /** @description Account of the key */
                    "X-Account-Id"?: string;
                    /** @description Formats that the tier includes, comma-separated */
                    "X-Formats"?: string;
                    /** @description ID of the key */
                    "X-Key-Id"?: string;
                    /** @description Days of history that the tier includes */
                    "X-Lookback-Days"?: number;
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    /** @description Scopes of the key, separated by spaces; `*` for all */
                    "X-Scopes"?: string;
                    /** @description Tier of the account */
                    "X-Tier"?: string;
                    /** @description The client's query string without the API key */
                    "X-Upstream-Query"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example ok */
                        status: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    introspectKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntrospectKeyBody"];
                "application/x-www-form-urlencoded": components["schemas"]["IntrospectKeyBody"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description If false, there is nothing else */
                        active: boolean;
                        /** @description ID of the key */
                        client_id?: string;
                        /** @description When it expires, if it does */
                        exp?: number;
                        /** @description When the key was created: Unix timestamp (seconds) */
                        iat?: number;
                        /** @description Scopes of the key, separated by spaces; `*` for all */
                        scope?: string;
                        /**
                         * Format: uuid
                         * @description Account ID: the `sub` claim of its sessions
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        sub?: string;
                        /** @example Bearer */
                        token_type?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests allowed per minute for this caller */
                    "X-RateLimit-Limit": number;
                    /** @description Requests left; 0 once the daily limit is reached */
                    "X-RateLimit-Remaining": number;
                    /** @description Unix timestamp (seconds) when the limit resets: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset": number;
                    /** @description ID of this request, the same in the error body and the log */
                    "X-Request-Id": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example ok */
                        status: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            408: components["responses"]["RequestTimeout"];
            414: components["responses"]["UriTooLong"];
            417: components["responses"]["ExpectationFailed"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["HeadersTooLarge"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
