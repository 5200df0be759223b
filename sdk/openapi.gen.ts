// Made from openapi.json by generate.ts: change the contract, not this file.

export interface paths {
    "/api/v1/customers/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your saved views and those shared with you
         * @description A filter, sort or column that this version does not know any more is left out.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * Save a view of the list of customers
         * @description It comes behind your others, of which there may be 50.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        post: operations["createView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a saved view
         * @description Yours, or as an admin one that is shared.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        /**
         * Change a saved view
         * @description Yours, or as an admin one that is shared. Where it stands, and that it is no longer shared, only its owner says.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        patch: operations["updateView"];
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List or search customers
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listCustomers"];
        put?: never;
        /**
         * Add a customer
         * @description A guest needs nothing, a stub a name and a phone. The number is the next one of the tenant. The phone of an inactive customer is free: `listCustomers` with `search` and `status=inactive` tells whom to restore instead.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["createCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count customers by type and status
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getCustomerStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/statistics/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count new customers by day
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getDailyStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one customer
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        /**
         * Deactivate a customer
         * @description Nothing is deleted; the phone becomes free for another customer. Repeating it changes nothing.
         *
         *     **Who may:** owner, admin.
         */
        delete: operations["deactivateCustomer"];
        options?: never;
        head?: never;
        /**
         * Change a customer
         * @description Only what is sent changes. A guest who is given a name and a phone becomes a stub. A changed phone is no longer verified.
         *
         *     **Who may:** owner, admin, staff.
         */
        patch: operations["updateCustomer"];
        trace?: never;
    };
    "/api/v1/customers/{id}/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a guest or stub a full customer
         * @description The verification token proves the phone and is used up. What the customer has stays; preferences are merged.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["upgradeCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a deactivated customer
         * @description Refused while another customer has the phone. Repeating it changes nothing.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["restoreCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who changed what, newest first
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listCustomerHistory"];
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
         * Who am I?
         * @description **Who may:** whoever is signed in.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign in with e-mail and password
         * @description Sets the session cookie.
         *
         *     **Who may:** anybody.
         */
        post: operations["signIn"];
        /**
         * Sign out
         * @description Ends the session on the server and clears its cookie.
         *
         *     **Who may:** whoever is signed in.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        /**
         * Work in another of my businesses
         * @description **Who may:** whoever is signed in.
         */
        patch: operations["switchTenant"];
        trace?: never;
    };
    "/api/v1/customers/send-otp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a one-time code to a phone
         * @description Answers the same, as fast, whether or not the phone belongs to a customer.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["sendCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/verify-otp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a one-time code
         * @description A right code is accepted once and gives a verification token. Wrong ones are counted by phone, whatever the code; after the last try the phone is locked for a while, the right code included.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["verifyCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Is this one-time link valid?
         * @description **Who may:** anybody.
         */
        post: operations["checkSetupLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the first business with its owner, and sign in
         * @description Only while there is no business at all, and only with the link that the start prints.
         *
         *     **Who may:** anybody.
         */
        post: operations["setUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API keys in force
         * @description **Who may:** owner, admin.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key for an integration
         * @description Send it as `Authorization: Bearer …`. A retry with the same Idempotency-Key does not show it again.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description It stops working at once.
         *
         *     **Who may:** owner, admin.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "name": "Unproven phones",
         *       "filters": {
         *         "verified": false
         *       },
         *       "sort": "-createdAt"
         *     }
         */
        NewView: {
            /** @example Unproven phones */
            name: string;
            /** @default {} */
            filters?: components["schemas"]["ViewFilters"];
            /**
             * @description Null: as the list is sorted by itself.
             * @default null
             */
            sort?: ("-createdAt" | "createdAt" | "name" | "-name" | "-lastOrderAt" | "lastOrderAt" | "-totalOrders" | "totalOrders" | "-loyaltyPoints" | "loyaltyPoints" | "-customerNumber" | "customerNumber" | "relevance") | null;
            /** @default null */
            columns?: ("customerNumber" | "phone" | "profileStatus" | "email" | "tags" | "createdAt" | "lastOrderAt" | "totalOrders" | "totalSpent" | "loyaltyPoints")[] | null;
            /**
             * @description Everybody in the business sees it; its owner and admins change it.
             * @default false
             */
            shared?: boolean;
        };
        /** @description As in the query of the list of customers. */
        ViewFilters: {
            /** @description Beginnings of words of a name in either script, also misspelt or spelt otherwise; a phone in any form, or three or more of its last digits; the beginning of an e-mail or its domain; a customer number with or without its prefix. */
            search?: string;
            type?: components["schemas"]["ProfileStatus"];
            /** @enum {string} */
            status?: "active" | "inactive" | "all";
            /** @description Customers with exactly this tag. */
            tag?: string;
            verified?: boolean;
            /**
             * Format: date
             * @description Created: the first day, included, in the tenant's time zone.
             */
            createdFrom?: string;
            /**
             * Format: date
             * @description Created: the last day, included, in the tenant's time zone.
             */
            createdTo?: string;
            /**
             * Format: date
             * @description Last order: the first day, included, in the tenant's time zone.
             */
            lastOrderFrom?: string;
            /**
             * Format: date
             * @description Last order: the last day, included, in the tenant's time zone.
             */
            lastOrderTo?: string;
            hasPoints?: boolean;
        };
        /** @enum {string} */
        ProfileStatus: "guest" | "stub" | "full";
        /**
         * @description Only what is sent changes.
         * @example {
         *       "shared": true
         *     }
         */
        ViewChanges: {
            /** @example Unproven phones */
            name?: string;
            filters?: components["schemas"]["ViewFilters"];
            /** @description Null: as the list is sorted by itself. */
            sort?: ("-createdAt" | "createdAt" | "name" | "-name" | "-lastOrderAt" | "lastOrderAt" | "-totalOrders" | "totalOrders" | "-loyaltyPoints" | "loyaltyPoints" | "-customerNumber" | "customerNumber" | "relevance") | null;
            columns?: ("customerNumber" | "phone" | "profileStatus" | "email" | "tags" | "createdAt" | "lastOrderAt" | "totalOrders" | "totalSpent" | "loyaltyPoints")[] | null;
            /** @description Everybody in the business sees it; its owner and admins change it. */
            shared?: boolean;
            /** @description Puts it there; the others make room. */
            position?: number;
        };
        /**
         * @example {
         *       "type": "stub",
         *       "name": "Sara Al Balushi",
         *       "phone": "90123456"
         *     }
         */
        NewCustomer: {
            /** @description guest needs nothing; stub a name and a phone; full a proven phone. */
            type: components["schemas"]["ProfileStatus"];
            firstName?: string | null;
            lastName?: string | null;
            /** @description Shown instead of the name. */
            displayName?: string | null;
            /** @description The full name. */
            name?: string | null;
            /** @description The name in the other script. */
            name2?: string | null;
            /**
             * @description In any form; without a country code, of the tenant's country.
             * @example 90123456
             */
            phone?: string | null;
            email?: string | null;
            birthDate?: string | null;
            avatarUrl?: string | null;
            preferences?: components["schemas"]["Preferences"] | null;
            notes?: string | null;
            tags?: string[] | null;
            /** @description full: proves the phone, which then need not be sent. */
            verificationToken?: string;
        };
        /** @description What the customer likes; further keys are kept as they are. */
        Preferences: {
            /** @example hanger */
            folding?: string | null;
            /** @example oud */
            fragrance?: string | null;
            ecoFriendly?: boolean | null;
            notifications?: ({
                sms?: boolean | null;
                whatsapp?: boolean | null;
                email?: boolean | null;
                push?: boolean | null;
            } & {
                [key: string]: unknown;
            }) | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Only what is sent changes; null clears. Preferences are merged (RFC 7396).
         * @example {
         *       "notes": "Prefers the evening",
         *       "phone": null
         *     }
         */
        CustomerChanges: {
            firstName?: string | null;
            lastName?: string | null;
            /** @description Shown instead of the name. */
            displayName?: string | null;
            /** @description The full name. */
            name?: string | null;
            /** @description The name in the other script. */
            name2?: string | null;
            /**
             * @description In any form; without a country code, of the tenant's country.
             * @example 90123456
             */
            phone?: string | null;
            email?: string | null;
            birthDate?: string | null;
            avatarUrl?: string | null;
            preferences?: components["schemas"]["Preferences"] | null;
            notes?: string | null;
            tags?: string[] | null;
            /** @description Proves the phone that is sent along. */
            verificationToken?: string;
        };
        /**
         * @example {
         *       "verificationToken": "…",
         *       "email": "sara@example.com"
         *     }
         */
        CustomerUpgrade: {
            firstName?: string | null;
            lastName?: string | null;
            /** @description Shown instead of the name. */
            displayName?: string | null;
            /** @description The full name. */
            name?: string | null;
            /** @description The name in the other script. */
            name2?: string | null;
            email?: string | null;
            birthDate?: string | null;
            avatarUrl?: string | null;
            preferences?: components["schemas"]["Preferences"] | null;
            notes?: string | null;
            tags?: string[] | null;
            verificationToken: string;
        };
        SignIn: {
            /**
             * Format: email
             * @example sara@example.com
             */
            email: string;
            password: string;
        };
        SwitchTenant: {
            /** Format: uuid */
            tenantId: string;
        };
        /**
         * @example {
         *       "phone": "90123456",
         *       "purpose": "verification"
         *     }
         */
        SendCode: {
            /**
             * @description In any form, as everywhere.
             * @example 90123456
             */
            phone: string;
            /** @enum {string} */
            purpose: "registration" | "login" | "verification";
            /**
             * @default sms
             * @enum {string}
             */
            channel?: "sms" | "whatsapp";
            /**
             * @description Of the message; the tenant's by default.
             * @enum {string}
             */
            language?: "en" | "ar";
        };
        VerifyCode: {
            /**
             * @description In any form, as everywhere.
             * @example 90123456
             */
            phone: string;
            /** @enum {string} */
            purpose: "registration" | "login" | "verification";
            /**
             * @description Digits of any script; spaces are overlooked.
             * @example 123456
             */
            code: string;
        };
        SetupLink: {
            /** @description The token in the one-time link that the start prints. */
            token: string;
        };
        Setup: {
            /** @description The token in the one-time link that the start prints. */
            token: string;
            tenant: {
                name: string;
                name2?: string | null;
                country: string;
                /**
                 * @default en
                 * @enum {string}
                 */
                language?: "en" | "ar";
                currency: string;
                timeZone: string;
            };
            owner: {
                name: string;
                /**
                 * Format: email
                 * @example sara@example.com
                 */
                email: string;
                password: string;
            };
        };
        NewApiKey: {
            name: string;
            /** @enum {string} */
            role: "admin" | "staff" | "viewer";
        };
        ViewList: {
            data: components["schemas"]["View"][];
            page: components["schemas"]["Page"];
        };
        View: {
            /** Format: uuid */
            id: string;
            name: string;
            filters: components["schemas"]["ViewFilters"];
            /** @description Null: as the list is sorted by itself. */
            sort: ("-createdAt" | "createdAt" | "name" | "-name" | "-lastOrderAt" | "lastOrderAt" | "-totalOrders" | "totalOrders" | "-loyaltyPoints" | "loyaltyPoints" | "-customerNumber" | "customerNumber" | "relevance") | null;
            columns: ("customerNumber" | "phone" | "profileStatus" | "email" | "tags" | "createdAt" | "lastOrderAt" | "totalOrders" | "totalSpent" | "loyaltyPoints")[] | null;
            /** @description Everybody in the business sees it; its owner and admins change it. */
            shared: boolean;
            /** @description The place among the views of the same owner, from 1. */
            position: number;
            owner: {
                id: string;
                name: string | null;
            };
            /** Format: date-time */
            createdAt: string;
        };
        Page: {
            /** @description Null on the last page. */
            nextCursor: string | null;
            /** @description Rows in the whole list, or the count up to which was counted. */
            total: number;
            /** @description False: there are more than `total`. */
            totalIsExact: boolean;
        };
        Problem: {
            /** @description Address of the page that explains this code. */
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "malformed_request" | "invalid_request" | "invalid_cursor" | "unauthenticated" | "wrong_credentials" | "forbidden" | "foreign_origin" | "no_tenant" | "setup_link_invalid" | "not_found" | "method_not_allowed" | "phone_taken" | "too_many_views" | "idempotency_key_in_use" | "version_conflict" | "body_too_large" | "unsupported_media_type" | "already_full" | "wrong_code" | "code_expired" | "country_not_allowed" | "verification_token_invalid" | "too_many_codes" | "phone_locked" | "message_refused" | "messages_unavailable" | "verification_required" | "idempotency_key_reused" | "internal" | "unavailable";
            detail?: string;
            requestId: string;
            errors?: components["schemas"]["FieldError"][];
            /** @description wrong_code: how many more tries the phone has. */
            attemptsLeft?: number;
            /**
             * Format: date-time
             * @description phone_locked: until when.
             */
            lockedUntil?: string;
            /**
             * Format: uuid
             * @description phone_taken: the customer who has it.
             */
            customerId?: string;
        };
        FieldError: {
            /** @description JSON pointer into the body, or `?name` for a query parameter. */
            pointer: string;
            /** @enum {string} */
            code: "required" | "unknown_field" | "read_only" | "invalid_type" | "invalid_value" | "too_short" | "too_long" | "too_large" | "invalid_phone";
            detail: string;
        };
        CustomerList: {
            data: components["schemas"]["CustomerListItem"][];
            page: components["schemas"]["PageBothWays"];
        };
        CustomerListItem: {
            /** Format: uuid */
            id: string;
            /** @example CUST-00001 */
            customerNumber: string;
            profileStatus: components["schemas"]["ProfileStatus"];
            firstName: string | null;
            lastName: string | null;
            /** @description What to call the customer: as set, else the name, else the customer number. */
            displayName: string;
            /** @description The full name: as set, else first and last name. */
            name: string | null;
            name2: string | null;
            /**
             * @description E.164
             * @example +96890123456
             */
            phone: string | null;
            phoneVerified: boolean;
            email: string | null;
            emailVerified: boolean;
            birthDate: string | null;
            avatarUrl: string | null;
            preferences: {
                /** @example hanger */
                folding?: string | null;
                /** @example oud */
                fragrance?: string | null;
                ecoFriendly?: boolean | null;
                notifications?: ({
                    sms?: boolean | null;
                    whatsapp?: boolean | null;
                    email?: boolean | null;
                    push?: boolean | null;
                } & {
                    [key: string]: unknown;
                }) | null;
            } & {
                [key: string]: unknown;
            };
            notes: string | null;
            tags: string[];
            loyaltyPoints: number;
            tier: string | null;
            totalOrders: number;
            totalSpent: components["schemas"]["Money"];
            lastOrderAt: string | null;
            isActive: boolean;
            /** @description Goes up by one with every change; also the ETag. */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description In a search, how it was met: by what was typed as a whole, by its beginning (of a phone: its end), or only by something similar.
             * @enum {string}
             */
            match?: "exact" | "prefix" | "similar";
        };
        /**
         * @example {
         *       "amount": "25.000",
         *       "currency": "OMR"
         *     }
         */
        Money: {
            amount: string;
            currency: string;
        };
        PageBothWays: {
            /** @description Null on the last page. */
            nextCursor: string | null;
            /** @description Rows in the whole list, or the count up to which was counted. */
            total: number;
            /** @description False: there are more than `total`. */
            totalIsExact: boolean;
            /** @description Null on the first page. */
            previousCursor: string | null;
        };
        Customer: {
            /** Format: uuid */
            id: string;
            /** @example CUST-00001 */
            customerNumber: string;
            profileStatus: components["schemas"]["ProfileStatus"];
            firstName: string | null;
            lastName: string | null;
            /** @description What to call the customer: as set, else the name, else the customer number. */
            displayName: string;
            /** @description The full name: as set, else first and last name. */
            name: string | null;
            name2: string | null;
            /**
             * @description E.164
             * @example +96890123456
             */
            phone: string | null;
            phoneVerified: boolean;
            email: string | null;
            emailVerified: boolean;
            birthDate: string | null;
            avatarUrl: string | null;
            preferences: {
                /** @example hanger */
                folding?: string | null;
                /** @example oud */
                fragrance?: string | null;
                ecoFriendly?: boolean | null;
                notifications?: ({
                    sms?: boolean | null;
                    whatsapp?: boolean | null;
                    email?: boolean | null;
                    push?: boolean | null;
                } & {
                    [key: string]: unknown;
                }) | null;
            } & {
                [key: string]: unknown;
            };
            notes: string | null;
            tags: string[];
            loyaltyPoints: number;
            tier: string | null;
            totalOrders: number;
            totalSpent: components["schemas"]["Money"];
            lastOrderAt: string | null;
            isActive: boolean;
            /** @description Goes up by one with every change; also the ETag. */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        CustomerStatistics: {
            total: number;
            guest: number;
            stub: number;
            full: number;
            active: number;
            inactive: number;
            /** @description Created since the first of the month in the tenant's time zone. */
            newThisMonth: number;
        };
        DailyStatistics: {
            /**
             * @description The tenant's, in which the days are days.
             * @example Asia/Muscat
             */
            timeZone: string;
            /** @description Every day, the oldest first, today last. */
            days: {
                /** Format: date */
                day: string;
                /** @description Customers created, whatever has become of them since. */
                created: number;
            }[];
        };
        CustomerHistory: {
            data: components["schemas"]["CustomerHistoryEntry"][];
            page: components["schemas"]["Page"];
        };
        CustomerHistoryEntry: {
            /** @description The version of the customer that this change made. */
            version: number;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            action: "created" | "updated" | "deactivated" | "restored";
            actor: {
                id: string;
                name: string | null;
            };
            requestId: string | null;
            changes: {
                field: string;
                from: components["schemas"]["__schema0"];
                to: components["schemas"]["__schema1"];
            }[];
        };
        Session: {
            actor: {
                id: string;
                /** @enum {string} */
                kind: "person" | "token" | "key";
                name: string | null;
                email: string | null;
            };
            role: components["schemas"]["Role"];
            tenant: components["schemas"]["Tenant"];
            /** @description Every business that the person works for; what switchTenant takes. */
            tenants: {
                /** Format: uuid */
                id: string;
                name: string;
                name2: string | null;
                role: components["schemas"]["Role"];
            }[];
        };
        /** @enum {string} */
        Role: "owner" | "admin" | "staff" | "viewer";
        Tenant: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description The name in the other script. */
            name2: string | null;
            country: string;
            /** @enum {string} */
            language: "en" | "ar";
            currency: string;
            timeZone: string;
            customerNumberPrefix: string;
        };
        CodeSent: {
            /**
             * @description Masked.
             * @example +968901****56
             */
            phone: string;
            /** Format: date-time */
            expiresAt: string;
            /**
             * Format: date-time
             * @description Not before is another code sent to this phone.
             */
            resendAt: string;
            codeLength: number;
        };
        CodeVerified: {
            /** @constant */
            verified: true;
            /** @description Good for one profile, a few minutes long. Shown this once. */
            verificationToken: string;
            /** Format: date-time */
            expiresAt: string;
        };
        SetupLinkState: {
            /** @constant */
            valid: true;
        };
        ApiKeyList: {
            data: components["schemas"]["ApiKey"][];
            page: components["schemas"]["Page"];
        };
        ApiKey: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "staff" | "viewer";
            /** @description The first characters of the key, to tell it from others. */
            start: string;
            /** Format: date-time */
            createdAt: string;
        };
        CreatedApiKey: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "staff" | "viewer";
            /** @description The first characters of the key, to tell it from others. */
            start: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Shown this once, only its SHA-256 is kept: null when a repeated request gets its first answer. */
            key: string | null;
        };
        /** @description Any JSON. */
        __schema0: unknown;
        /** @description Any JSON. */
        __schema1: unknown;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your own in their order, then those of others */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewList"];
                };
            };
        };
    };
    createView: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewView"];
            };
        };
        responses: {
            /** @description The new view */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The view as it was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
        };
    };
    updateView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewChanges"];
            };
        };
        responses: {
            /** @description The view after the change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /** @description Beginnings of words of a name in either script, also misspelt or spelt otherwise; a phone in any form, or three or more of its last digits; the beginning of an e-mail or its domain; a customer number with or without its prefix. */
                search?: string;
                type?: components["schemas"]["ProfileStatus"];
                status?: "active" | "inactive" | "all";
                /** @description Customers with exactly this tag. */
                tag?: string;
                /** @description Whether the phone is proven. */
                verified?: boolean;
                /** @description Created: the first day, included, in the tenant's time zone. */
                createdFrom?: string;
                /** @description Created: the last day, included, in the tenant's time zone. */
                createdTo?: string;
                /** @description Last order: the first day, included, in the tenant's time zone. */
                lastOrderFrom?: string;
                /** @description Last order: the last day, included, in the tenant's time zone. */
                lastOrderTo?: string;
                /** @description Whether there are loyalty points. */
                hasPoints?: boolean;
                /** @description Left out: by relevance where something is searched for, else the newest first. Relevance: hits of whole words, of beginnings, then similar ones; without a search the newest first. */
                sort?: "-createdAt" | "createdAt" | "name" | "-name" | "-lastOrderAt" | "lastOrderAt" | "-totalOrders" | "totalOrders" | "-loyaltyPoints" | "loyaltyPoints" | "-customerNumber" | "customerNumber" | "relevance";
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of customers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
        };
    };
    createCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCustomer"];
            };
        };
        responses: {
            /** @description The new customer */
            201: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Address of the new thing. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    getCustomerStatistics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts, exact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerStatistics"];
                };
            };
        };
    };
    getDailyStatistics: {
        parameters: {
            query?: {
                /** @description How many, up to today. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The days, exact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DailyStatistics"];
                };
            };
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    deactivateCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer, inactive */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    updateCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerChanges"];
            };
        };
        responses: {
            /** @description The customer after the change */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    upgradeCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerUpgrade"];
            };
        };
        responses: {
            /** @description The full customer */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    restoreCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer, active */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
        };
    };
    listCustomerHistory: {
        parameters: {
            query?: {
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerHistory"];
                };
            };
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
            /** @description Who is signed in, where, as what */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Who is signed in, where, as what */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    switchTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchTenant"];
            };
        };
        responses: {
            /** @description Who is signed in, where, as what */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    sendCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendCode"];
            };
        };
        responses: {
            /** @description It is on its way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
        };
    };
    verifyCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyCode"];
            };
        };
        responses: {
            /** @description The phone is proven */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeVerified"];
                };
            };
        };
    };
    checkSetupLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupLink"];
            };
        };
        responses: {
            /** @description It is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupLinkState"];
                };
            };
        };
    };
    setUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Setup"];
            };
        };
        responses: {
            /** @description The owner, signed in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys, newest first, without their secrets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key: the only time that it is shown */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key as it was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
}
