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
         * @description In force for the next request, on every instance. Makes the account if it is not there yet.
         */
        put: operations["putAccount"];
        post?: never;
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
         * Give an account its minute and day again
         * @description For an account whose leaked key used up its day. 404 if there is no such account.
         */
        post: operations["resetWindows"];
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
         * List the history of the keys
         * @description Newest first. Events are never changed; a repeated revocation is an event of its own.
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
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description Newest first. Revoked keys stay in the list for ever.
         */
        get: operations["listAPIKeys"];
        put?: never;
        /**
         * Create an API key
         * @description The answer holds the secret, this once. An account has at most 100 active keys.
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
         * @description What is told of its use is up to 10 seconds late.
         */
        get: operations["getAPIKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Every request with the key that starts after this answer gets `401 invalid_api_key`. **It cannot be
         *     undone**: make a new key instead. It is safe to repeat: the first reason, time and person stay on the key.
         *
         *     The `reason` is optional. It is kept for audit and shown in the dashboard: say *why* the key had to go.
         */
        delete: operations["revokeAPIKey"];
        options?: never;
        head?: never;
        /**
         * Rename an API key
         * @description Only its name can be changed, and only until it is revoked.
         */
        patch: operations["renameAPIKey"];
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
         * Get the presented key
         * @description What it is and may do, and what is left to its account. This counts like any use of the key.
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
         * Get the signed-in account
         * @description Its tier, and what its keys have left. Asking uses up neither window: the headers report the limit of signed-in
         *     people, which is another one.
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
         * Requests by key and day or hour (UTC)
         * @description Either `days` or `hours`; the last 30 days without either. What is not listed is zero. Up to 10 seconds late.
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
         * Verify a key that was presented elsewhere
         * @description Decides as a request with the key would. A refused key is a 200 as well: `valid` says so, and `code` why.
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
         * @description The answers are in the order of the keys. Every good key counts as used once for each time it is listed.
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
         * Decide about a request that came to a gateway
         * @description Any method but TRACE and CONNECT, here and on every path below. The gateway sends the client's headers
         *     and the URI it was asked for; a location may require something of the tier by `X-Required-Format` or
         *     `X-Required-Lookback-Days`. Every header of the answer is always there, so that a client's own copies are overwritten.
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
         * Whether the process answers
         * @description For whoever restarts it. It asks nothing of the database, which no restart mends.
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
         * Figures for Prometheus
         * @description Without `METRICS_TOKEN` it is open to everybody.
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
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the database answers too
         * @description For whoever sends requests here: 503 while the database cannot be asked.
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
        CreatedKey: {
            /**
             * Format: date-time
             * @example 2026-11-23T09:30:00.000Z
             */
            created_at: string;
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
            /** @description The secret. It is shown this once and stored nowhere. */
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
             * @description The end of the secret
             * @example x7Kp
             */
            last4: string;
            /**
             * @description What people call the key: one line, 1 to 100 characters
             * @example SIEM connector
             */
            name: string;
            /**
             * @description `sk_live_` and the public id
             * @example sk_live_4fT8aQz1
             */
            prefix: string;
            /**
             * @description Requests that still came with the key after it was revoked or had expired
             * @example 0
             */
            refused_count: number;
            /** @example null */
            revocation_reason: string | null;
            /**
             * Format: date-time
             * @example null
             */
            revoked_at: string | null;
            /**
             * @description `user:` and the account id
             * @example null
             */
            revoked_by: string | null;
            /** @enum {string} */
            status: "active" | "revoked" | "expired";
        };
        Error: {
            error: {
                /** @description Error code for programmatic handling */
                code: string;
                /**
                 * @description Additional error details. 400: what is wrong, by field. 429: `window`, `limit` and `reset`.
                 *     401 of a session route: `sign_in_url`, if the service has one.
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
        Key: {
            /**
             * Format: date-time
             * @example 2026-11-23T09:30:00.000Z
             */
            created_at: string;
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
             * @description The end of the secret
             * @example x7Kp
             */
            last4: string;
            /**
             * @description What people call the key: one line, 1 to 100 characters
             * @example SIEM connector
             */
            name: string;
            /**
             * @description `sk_live_` and the public id
             * @example sk_live_4fT8aQz1
             */
            prefix: string;
            /**
             * @description Requests that still came with the key after it was revoked or had expired
             * @example 0
             */
            refused_count: number;
            /** @example null */
            revocation_reason: string | null;
            /**
             * Format: date-time
             * @example null
             */
            revoked_at: string | null;
            /**
             * @description `user:` and the account id
             * @example null
             */
            revoked_by: string | null;
            /** @enum {string} */
            status: "active" | "revoked" | "expired";
        };
        Verification: {
            /**
             * Format: uuid
             * @description The account: the `sub` of its people's sessions
             * @example 00000000-0000-4000-8000-000000000001
             */
            account_id?: string;
            /**
             * @description An invalid key says nothing else; a key that is good but out of requests is described like a valid one
             * @enum {string}
             */
            code: "valid" | "invalid_api_key" | "rate_limit_exceeded";
            entitlements?: {
                /**
                 * @example [
                 *       "json",
                 *       "csv"
                 *     ]
                 */
                formats: ("json" | "csv" | "stix" | "taxii" | "misp" | "cef" | "openioc" | "sigma")[];
                /**
                 * @description How many days back the account may look
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
                 * @description What people call the key: one line, 1 to 100 characters
                 * @example SIEM connector
                 */
                name: string;
                /** @example sk_live_4fT8aQz1 */
                prefix: string;
            };
            /**
             * @description The account's windows, shared by its keys
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
                    /** @description Requests left of them */
                    remaining: number;
                    /** @description Unix timestamp (seconds) at which the window ends */
                    reset: number;
                };
                minute: {
                    /** @description Requests allowed in the window */
                    limit: number;
                    /** @description Requests left of them */
                    remaining: number;
                    /** @description Unix timestamp (seconds) at which the window ends */
                    reset: number;
                };
            };
            /**
             * @description What the account pays for
             * @enum {string}
             */
            tier?: "free" | "pro";
            /** @example true */
            valid: boolean;
        };
    };
    responses: {
        /** @description The request is not valid */
        BadRequest: {
            headers: {
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The state of the account or key does not allow it */
        Conflict: {
            headers: {
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The Expect header is not supported */
        ExpectationFailed: {
            headers: {
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Understood and refused */
        Forbidden: {
            headers: {
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The headers are too large */
        HeadersTooLarge: {
            headers: {
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A fault of the service */
        InternalError: {
            headers: {
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Resource not found */
        NotFound: {
            headers: {
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is too large */
        PayloadTooLarge: {
            headers: {
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request took too long to arrive */
        RequestTimeout: {
            headers: {
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
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
                "Retry-After"?: number;
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The window is used up */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait */
                "Retry-After"?: number;
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
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
                "WWW-Authenticate"?: string;
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is not JSON */
        UnsupportedMediaType: {
            headers: {
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The URL is too long */
        UriTooLong: {
            headers: {
                /** @description Requests a minute allowed to this caller */
                "X-RateLimit-Limit"?: number;
                /** @description Requests left; 0 when the day's are used up */
                "X-RateLimit-Remaining"?: number;
                /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                "X-RateLimit-Reset"?: number;
                /** @description The id of this request, as in the error body and the log */
                "X-Request-Id"?: string;
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
                 * @description The account: the `sub` of its people's sessions
                 * @example 00000000-0000-4000-8000-000000000001
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the account pays for
                     * @enum {string}
                     */
                    tier: "free" | "pro";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description The account: the `sub` of its people's sessions
                         * @example 00000000-0000-4000-8000-000000000001
                         */
                        account_id: string;
                        /**
                         * @description What the account pays for
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
    resetWindows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account: the `sub` of its people's sessions
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
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
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
    listAuditEvents: {
        parameters: {
            query?: {
                action?: "create" | "rename" | "revoke" | "revoke_repeated";
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description Only events of this key */
                key_id?: string;
                /** @description Rows a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @enum {string} */
                            action: "create" | "rename" | "revoke" | "revoke_repeated";
                            /**
                             * @description `user:` and the account id
                             * @example user:00000000-0000-4000-8000-000000000001
                             */
                            actor: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-23T09:30:00.000Z
                             */
                            at: string;
                            /**
                             * Format: uuid
                             * @example 00000000-0000-4000-8000-000000000123
                             */
                            id: string;
                            /**
                             * @description The address that it came from; null if no request did
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
                             * @description The `X-Request-Id` of the answer
                             * @example req_abc123
                             */
                            request_id: string;
                        }[];
                        /**
                         * @description Where the next page starts; null on the last
                         * @example null
                         */
                        next_cursor: string | null;
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
    listAPIKeys: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows a page */
                limit?: number;
                /** @description Part of the name */
                q?: string;
                /** @description Only keys that are in this state now */
                status?: "active" | "revoked" | "expired" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"][];
                        /**
                         * @description Where the next page starts; null on the last
                         * @example null
                         */
                        next_cursor: string | null;
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
    createAPIKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description When the key stops working by itself; must lie in the future
                     * @example 2027-11-23T00:00:00Z
                     */
                    expires_at?: string | null;
                    /**
                     * @description What people call the key: one line, 1 to 100 characters
                     * @example SIEM connector
                     */
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
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
            header?: never;
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
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
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
            header?: never;
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
                     * @description Reason for revocation (optional), at most 500 characters
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
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description At a repeat: `API key was already revoked`
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
    renameAPIKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description API key ID */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What people call the key: one line, 1 to 100 characters
                     * @example SIEM connector
                     */
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
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
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description The account: the `sub` of its people's sessions
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
                             * @description How many days back the account may look
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
                             * @description What people call the key: one line, 1 to 100 characters
                             * @example SIEM connector
                             */
                            name: string;
                            /** @example sk_live_4fT8aQz1 */
                            prefix: string;
                        };
                        /**
                         * @description The account's windows, shared by its keys
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
                                /** @description Requests left of them */
                                remaining: number;
                                /** @description Unix timestamp (seconds) at which the window ends */
                                reset: number;
                            };
                            minute: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left of them */
                                remaining: number;
                                /** @description Unix timestamp (seconds) at which the window ends */
                                reset: number;
                            };
                        };
                        /**
                         * @description What the account pays for
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description The account: the `sub` of its people's sessions
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
                             * @description How many days back the account may look
                             * @example 1
                             */
                            lookback_days: number;
                        };
                        /**
                         * @description The account's windows, shared by its keys
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
                                /** @description Requests left of them */
                                remaining: number;
                                /** @description Unix timestamp (seconds) at which the window ends */
                                reset: number;
                            };
                            minute: {
                                /** @description Requests allowed in the window */
                                limit: number;
                                /** @description Requests left of them */
                                remaining: number;
                                /** @description Unix timestamp (seconds) at which the window ends */
                                reset: number;
                            };
                        };
                        /**
                         * @description What the account pays for
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
    getUsage: {
        parameters: {
            query?: {
                /** @description Days, today included */
                days?: number;
                /** @description Hours, the present one included */
                hours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
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
                             * @description Requests admitted from then on, for a day or an hour
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
                "application/json": {
                    /**
                     * @description Whether the key counts as used, if it is good
                     * @default true
                     */
                    count?: boolean;
                    /** @description A key that somebody presented to the service */
                    key: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
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
                "application/json": {
                    /**
                     * @description Whether the key counts as used, if it is good
                     * @default true
                     */
                    count?: boolean;
                    keys: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Admitted, and counted */
            200: {
                headers: {
                    /** @description The account of the key */
                    "X-Account-Id"?: string;
                    /** @description The formats that the tier includes, by comma */
                    "X-Formats"?: string;
                    /** @description The key */
                    "X-Key-Id"?: string;
                    /** @description How far back the tier may look */
                    "X-Lookback-Days"?: number;
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
                    /** @description The tier of the account */
                    "X-Tier"?: string;
                    /** @description The client's query without its credential */
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
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
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
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
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
                    /** @description Requests a minute allowed to this caller */
                    "X-RateLimit-Limit"?: number;
                    /** @description Requests left; 0 when the day's are used up */
                    "X-RateLimit-Remaining"?: number;
                    /** @description Unix timestamp (seconds) at which there are more: the end of the minute, or of the UTC day */
                    "X-RateLimit-Reset"?: number;
                    /** @description The id of this request, as in the error body and the log */
                    "X-Request-Id"?: string;
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
