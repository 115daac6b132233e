// Made of openapi.json, of what partners may call: `npx vitest run --project check --update`.

export interface paths {
    "/v1/partner/domains/{host}/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have it looked at once whether a host is yours
         * @description Looks for the challenge in DNS, in the file and in the home page, and answers what was found; it takes up to ten seconds. Once a host was verified it is looked at every week. At most 10 times a minute; also before you are approved.
         *
         *     Needs a partner key; any scope will do.
         */
        post: operations["verifyOwnDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your own profile
         * @description Needs a partner key; any scope will do.
         */
        get: operations["getOwnProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partner/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your own keys
         * @description Needs a partner key; any scope will do.
         */
        get: operations["listOwnKeys"];
        put?: never;
        /**
         * Create a key of your own
         * @description It has no scope, no network and no longer life than the key that makes it; what you leave out it takes from that key. `keys:write` it has only where you name it.
         *
         *     Needs a partner key with the scope `keys:write`.
         */
        post: operations["createOwnKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partner/keys/{keyId}": {
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
         * Revoke a key of your own; also the one that you call with
         * @description Needs a partner key with the scope `keys:write`.
         */
        delete: operations["revokeOwnKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partner/keys/{keyId}/rotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put another key in place of one of your own
         * @description The new one has the same name, scopes and networks. The old one goes on working for the overlap, and says so on every answer with `Deprecation` and `Sunset`; a key has one successor.
         *
         *     Needs a partner key with the scope `keys:write`.
         */
        post: operations["rotateOwnKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partner/keys/{keyId}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a test key of your own again
         * @description It must be no wider and no longer-lived than the key that asks.
         *
         *     Needs a partner key with the scope `keys:write`.
         */
        get: operations["showOwnTestKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partner/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What you have accepted, newest first
         * @description Needs a partner key with the scope `articles:read`.
         */
        get: operations["listOwnAgreements"];
        put?: never;
        /**
         * Accept the terms in force
         * @description Names the version and the SHA-256 that you have read at `/v1/license`. Recorded with who signs, when, and the address that it came from. Accepting again changes nothing.
         *
         *     Needs a partner key with the scope `articles:read`.
         */
        post: operations["acceptTerms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/license/agreement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your agreement for machines
         * @description An ODRL 2.2 Agreement to the newest version that you have accepted.
         *
         *     Needs a partner key with the scope `articles:read`.
         */
        get: operations["getLicenseAgreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your grants, newest first
         * @description Needs a partner key with the scope `usage:read`.
         */
        get: operations["listGrants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/grants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of your grants, with its receipt
         * @description Needs a partner key with the scope `usage:read`.
         */
        get: operations["getGrant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partner/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How often you fetched what, by day
         * @description Needs a partner key with the scope `usage:read`.
         */
        get: operations["listUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/kills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a made-up story killed
         * @description It is published and killed at once: `/v1/changes` tells both, and the article is a 410 with its advisory. The story is yours alone and is removed after 24 hours; a sandbox takes 25 in that time.
         *
         *     Needs a partner key; any scope will do.
         */
        post: operations["killSandboxStory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a made-up story corrected
         * @description It is published and corrected at once: `/v1/changes` tells both, with the note of the correction. The story is yours alone and is removed after 24 hours; a sandbox takes 25 in that time.
         *
         *     Needs a partner key; any scope will do.
         */
        post: operations["correctSandboxStory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/embargoes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a made-up story put under embargo for two minutes
         * @description Until then it is a 404, unless you have advance access; then `/v1/changes` tells `article.published`. The story is yours alone and is removed after 24 hours; a sandbox takes 25 in that time.
         *
         *     Needs a partner key; any scope will do.
         */
        post: operations["embargoSandboxStory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/rate-limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have your next requests refused with 429
         * @description Those with this key to this process, with `Retry-After: 1`; then all is as before.
         *
         *     Needs a partner key; any scope will do.
         */
        post: operations["limitSandboxRate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List articles, newest first
         * @description The first page carries `changes`: the cursor to follow what happens afterwards from. With filters a page may have fewer stories than asked for while `next` goes on.
         *
         *     Needs a partner key with the scope `articles:read`.
         */
        get: operations["listArticles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/articles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch an article with its attribution
         * @description Your grant for the revision is recorded before the first byte; a 304 carries the attribution headers, too.
         *
         *     Needs a partner key with the scope `articles:read`.
         */
        get: operations["getArticle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/articles/{id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was published when, with the notes, oldest first
         * @description Needs a partner key with the scope `articles:read`.
         */
        get: operations["listRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/articles/{id}/revisions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch an article as a revision had it
         * @description With byline and affiliation of that revision. Your grant for it is recorded before the first byte. Of a story that was killed or withdrawn it has what is to be done, without the text, and makes no grant.
         *
         *     Needs a partner key with the scope `articles:read`.
         */
        get: operations["getRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/articles/{id}/revisions/{number}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was changed between two revisions, word by word
         * @description It shows the text of both, so your grants for both are recorded. As HTML what came is in `ins`, what went in `del`.
         *
         *     Needs a partner key with the scope `articles:read`.
         */
        get: operations["compareRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow publications, corrections and withdrawals
         * @description With `wait` the request stays open until something happens. Suspended and terminated partners hear of corrections, withdrawals and kills of stories they hold grants for.
         *
         *     Needs a partner key with the scope `changes:read`.
         */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow changes as they happen, as Server-Sent Events
         * @description Stays open, with a comment every 15 seconds, for up to 15 minutes; it also ends when the server stops, when your key does, and when your standing changes. Come back with the last `id` as `Last-Event-ID`, as browsers’ `EventSource` does by itself: nothing is missing then, and nothing told twice. Five at a time for a key.
         *
         *     Needs a partner key with the scope `changes:read`.
         */
        get: operations["streamChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/articles.rss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest 50 stories as RSS 2.0
         * @description Full text, with byline, affiliation, logo and notice inside it. Stories stand in the order of their first publication, so that a correction moves nothing; one that was killed or withdrawn leaves the feed, and one under embargo is not in it. Parameters that are not named here are ignored. Your grants are recorded before the first byte.
         *
         *     Needs a partner key with the scope `feeds:read`.
         */
        get: operations["getRssFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/articles.atom": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest 50 stories as Atom
         * @description Full text, with byline, affiliation, logo and notice inside it. Stories stand in the order of their first publication, so that a correction moves nothing; one that was killed or withdrawn leaves the feed, and one under embargo is not in it. Parameters that are not named here are ignored. Your grants are recorded before the first byte.
         *
         *     Needs a partner key with the scope `feeds:read`.
         */
        get: operations["getAtomFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/articles.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest 50 stories as JSON Feed 1.1
         * @description Full text, with byline, affiliation, logo and notice inside it. Stories stand in the order of their first publication, so that a correction moves nothing; one that was killed or withdrawn leaves the feed, and one under embargo is not in it. Parameters that are not named here are ignored. Your grants are recorded before the first byte.
         *
         *     Needs a partner key with the scope `feeds:read`.
         */
        get: operations["getJsonFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/articles/{id}/acknowledgements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a kill, withdrawal or correction
         * @description Says what you did about the newest kill, withdrawal or correction of a story that you were served; reminders end with it. The same answer again changes nothing, another one takes the place of the first. Suspended and terminated partners answer, too. With a test key, stories of the sandbox are answered.
         *
         *     Needs a partner key with the scope `changes:read`.
         */
        post: operations["acknowledgeChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your webhook endpoints
         * @description Needs a partner key with the scope `webhooks:write`.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Have changes sent to an address
         * @description What happens from now on is sent as a POST by the rules of Standard Webhooks 1.0: the change as `/v1/changes` has it, signed with the secret. Answer with 2xx within 15 seconds; anything else is tried again, for up to three days. You have up to 20 endpoints.
         *
         *     Needs a partner key with the scope `webhooks:write`.
         */
        post: operations["addWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of your webhook endpoints
         * @description Needs a partner key with the scope `webhooks:write`.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook endpoint
         * @description Needs a partner key with the scope `webhooks:write`.
         */
        delete: operations["removeWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint, turn it off or on
         * @description What is left out stays as it is.
         *
         *     Needs a partner key with the scope `webhooks:write`.
         */
        patch: operations["changeWebhookEndpoint"];
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/secret-rotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put another secret in place of one
         * @description For the overlap each delivery carries two signatures, one by each secret.
         *
         *     Needs a partner key with the scope `webhooks:write`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent to an endpoint, the newest first
         * @description Deliveries are kept for 30 days.
         *
         *     Needs a partner key with the scope `webhooks:write`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One delivery, with its attempts
         * @description Needs a partner key with the scope `webhooks:write`.
         */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test to an endpoint
         * @description A `webhook.test`, tried once; fetch the delivery to see what became of it.
         *
         *     Needs a partner key with the scope `webhooks:write`.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries/{deliveryId}/resends": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one delivery again
         * @description At once, and with all its attempts. Of a story that was taken back that is sent instead: the answer is the delivery that is sent.
         *
         *     Needs a partner key with the scope `webhooks:write`.
         */
        post: operations["resendWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/resends": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again all that has failed since a moment
         * @description At most 1000 at once. Of stories that were taken back that is sent instead.
         *
         *     Needs a partner key with the scope `webhooks:write`.
         */
        post: operations["resendFailedWebhookDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send all that was never delivered since a cursor
         * @description At most 1000 changes are looked at at once. Of stories that were taken back that alone is sent.
         *
         *     Needs a partner key with the scope `webhooks:write`.
         */
        post: operations["replayWebhookChanges"];
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
        VerifiedHost: {
            host: string;
            /**
             * @description `failing`: it was verified, and its proof is no longer found.
             * @enum {string}
             */
            state: "unverified" | "verified" | "failing";
            /** @description By what it was verified last. */
            method: ("dns" | "file" | "meta") | null;
            verifiedAt: string | null;
            /** @description When it was looked at last; once verified, it is every week. */
            checkedAt: string | null;
            /** @description The verified host above it that stands for it. */
            coveredBy: string | null;
            /** @description What the last look found instead of the proof. */
            lastFailure: string | null;
            challenge: string;
            /** @description Where the challenge may stand; one of them is enough. */
            places: {
                /** @description A TXT record. */
                dns: {
                    name: string;
                    value: string;
                };
                /** @description A line of a plain text file. */
                file: {
                    /** Format: uri */
                    url: string;
                    content: string;
                };
                /** @description A tag in the head of the home page. */
                meta: {
                    /** Format: uri */
                    url: string;
                    html: string;
                };
            };
            /** @description Of the last look; none before the first. */
            findings: {
                /** @enum {string} */
                method: "dns" | "file" | "meta";
                /**
                 * @description `unknown`: nobody answered.
                 * @enum {string}
                 */
                verdict: "pass" | "fail" | "unknown";
                found: string;
                /** @description What would be right. */
                remedy: string | null;
            }[];
            /** @description What its trust.txt said when it was looked at last; null where it has none. */
            trust: {
                /** Format: uri */
                url: string;
                belongto: string[];
                member: string[];
                control: string[];
                controlledby: string[];
                vendor: string[];
                customer: string[];
            } | null;
        };
        /** @description A failure that says what is wrong and what would mend it (RFC 9457). */
        Problem: {
            /**
             * Format: uri
             * @description Which problem it is; the address explains it.
             */
            type: string;
            title: string;
            status: number;
            /** @description What is wrong in this case. */
            detail?: string;
            errors?: {
                /** @description A path such as `contacts.0.email`, a query parameter, or a header. */
                field: string;
                /** @description What is wrong, and what would be right. */
                message: string;
            }[];
            /** @description With withdrawn and killed stories: what partners are told. */
            advisory?: string | null;
            /** @description Where terms must be accepted: where they are read. */
            license?: string;
            /** @description Likewise: where they are accepted. */
            accept?: string;
            /** @description Where it changed meanwhile: what there is now, as GET shows it. */
            current?: {
                [key: string]: unknown;
            };
            requestId: string;
        } & {
            [key: string]: unknown;
        };
        OwnProfile: {
            id: string;
            name: string;
            legalName: string | null;
            /** @enum {string} */
            status: "applied" | "in_review" | "approved" | "suspended" | "terminated" | "declined";
            statusReason: string | null;
            /** @description ISO 3166-1, two letters. */
            country: string | null;
            publication: ("newspaper" | "magazine" | "digital" | "broadcaster" | "newsletter" | "agency" | "other") | null;
            ownershipPage: string | null;
            editorialPage: string | null;
            correctionsPolicy: string | null;
            domains: string[];
            /** @description Your domains, and how to show that they are yours. */
            hosts: components["schemas"]["OwnHost"][];
            audience: {
                monthlyUniques: number;
                pageViews: number | null;
                period: string | null;
                source: string | null;
                evidenceUrl: string | null;
            };
            /** @description Sees stories under embargo before the rest does. */
            advanceAccess: boolean;
            contacts: {
                /** @enum {string} */
                role: "urgent" | "editorial" | "technical" | "licensing";
                name: string | null;
                email: string;
                /** @description When somebody who reads mails to it said so. */
                confirmedAt: string | null;
                /** @description Since when mails to it come back; null while they do not. It ends when somebody confirms the address or has a mail sent again, or seven days after a mail to it was handed over, where none came back. */
                bouncingSince: string | null;
            }[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        OwnHost: {
            host: string;
            /**
             * @description `failing`: it was verified, and its proof is no longer found.
             * @enum {string}
             */
            state: "unverified" | "verified" | "failing";
            /** @description By what it was verified last. */
            method: ("dns" | "file" | "meta") | null;
            verifiedAt: string | null;
            /** @description When it was looked at last; once verified, it is every week. */
            checkedAt: string | null;
            /** @description The verified host above it that stands for it. */
            coveredBy: string | null;
            /** @description What the last look found instead of the proof. */
            lastFailure: string | null;
            challenge: string;
            /** @description Where the challenge may stand; one of them is enough. */
            places: {
                /** @description A TXT record. */
                dns: {
                    name: string;
                    value: string;
                };
                /** @description A line of a plain text file. */
                file: {
                    /** Format: uri */
                    url: string;
                    content: string;
                };
                /** @description A tag in the head of the home page. */
                meta: {
                    /** Format: uri */
                    url: string;
                    html: string;
                };
            };
        };
        ApiKey: {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "live" | "test" | "feed";
            /** @description The beginning of the key, to tell it from others. */
            display: string;
            scopes: ("articles:read" | "changes:read" | "feeds:read" | "placements:write" | "webhooks:write" | "usage:read" | "keys:write")[];
            allowedCidrs: string[];
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** @description It works, and ends within 14 days. */
            expiresSoon: boolean;
            revokedAt: string | null;
            lastUsedAt: string | null;
            /** @description When another key took its place; it works until `expiresAt`. */
            rotatedAt: string | null;
            successorId: string | null;
            feed: {
                /**
                 * Format: date-time
                 * @description Older stories are not in it.
                 */
                startsAt: string;
                /** @enum {string} */
                guid: "uri" | "source";
            } | null;
        };
        NewKey: {
            /** @description Where it is used: `production CMS`. */
            name: string;
            /**
             * @description `test`: a key for the sandbox, which works before the approval. `feed`: a secret for addresses such as `/feeds/wc_feed_…/articles.rss`, good for nothing else. By default `live`.
             * @enum {string}
             */
            kind?: "live" | "test" | "feed";
            scopes?: ("articles:read" | "changes:read" | "feeds:read" | "placements:write" | "webhooks:write" | "usage:read" | "keys:write")[];
            /** Format: date-time */
            expiresAt?: string;
            allowedCidrs?: string[];
            /** @description What its feeds are like; with the kind `feed` only. */
            feed?: {
                /** @description How many of the stories that are out already it has as well; by default none. */
                backfill?: number;
                /**
                 * @description `source`: imported stories are named as the feed that they were imported from named them, so that who read that one gets none twice. By default `uri`.
                 * @enum {string}
                 */
                guid?: "uri" | "source";
            };
        };
        CreatedApiKey: {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "live" | "test" | "feed";
            /** @description The beginning of the key, to tell it from others. */
            display: string;
            scopes: ("articles:read" | "changes:read" | "feeds:read" | "placements:write" | "webhooks:write" | "usage:read" | "keys:write")[];
            allowedCidrs: string[];
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** @description It works, and ends within 14 days. */
            expiresSoon: boolean;
            revokedAt: string | null;
            lastUsedAt: string | null;
            /** @description When another key took its place; it works until `expiresAt`. */
            rotatedAt: string | null;
            successorId: string | null;
            feed: {
                /**
                 * Format: date-time
                 * @description Older stories are not in it.
                 */
                startsAt: string;
                /** @enum {string} */
                guid: "uri" | "source";
            } | null;
            /** @description Shown this once, unless it is a test key; a replay of the request leaves it out. */
            key?: string;
        };
        KeyRotation: {
            /** @description How long the old key goes on working; by default a day. */
            overlapSeconds?: number;
            /**
             * Format: date-time
             * @description When the new key ends; by default when the old one would have.
             */
            expiresAt?: string;
        };
        TestKeySecret: {
            key: string;
        };
        OwnAgreement: {
            id: string;
            termsVersion: number;
            /**
             * @description By the partner itself, by staff on its behalf, or on a paper that staff hold.
             * @enum {string}
             */
            how: "accepted" | "on_behalf" | "on_file";
            /** @description Who did: the id of the partner or staff token, or the account on the server. */
            acceptedBy: string;
            /** @description Who signed; null where nobody is named, or no longer. */
            signer: {
                name: string;
                email: string | null;
                title: string | null;
                /** @description Where it was accepted from. */
                address: string | null;
            } | null;
            /** @description The day on the paper. */
            signedOn: string | null;
            /** Format: date-time */
            at: string;
        };
        Acceptance: {
            version: number;
            /** @description Of the text that was read; with another one nothing is accepted. */
            sha256: string;
            signer: {
                name: string;
                /** Format: email */
                email?: string;
                /** @description What makes them sign for the publisher: `Publisher`. */
                title?: string;
            };
        };
        /** @description Your license as an ODRL 2.2 Agreement. */
        AgreementPolicy: {
            /** @constant */
            "@context": "http://www.w3.org/ns/odrl.jsonld";
            /** @constant */
            "@type": "Agreement";
            /** Format: uri */
            uid: string;
            profile: string | string[];
            permission: ({
                action: string[];
            } & {
                [key: string]: unknown;
            })[];
        } & {
            [key: string]: unknown;
        };
        /** @description A recorded license for one revision. */
        Grant: {
            id: string;
            articleId: string;
            revision: number;
            /** @enum {string} */
            how: "item" | "copied" | "bulk";
            termsVersion: number;
            /** Format: date-time */
            at: string;
        };
        /** @description A grant and its proof. */
        ProvenGrant: {
            id: string;
            articleId: string;
            revision: number;
            /** @enum {string} */
            how: "item" | "copied" | "bulk";
            termsVersion: number;
            /** Format: date-time */
            at: string;
            /** @description A compact JWS that anybody can verify with the keys at `/.well-known/jwks.json`. */
            receipt: string;
        };
        /** @description How often you fetched the text of an article on one day (UTC). */
        Usage: {
            /** Format: date */
            day: string;
            articleId: string;
            format: string;
            count: number;
        };
        SandboxStory: {
            id: string;
            /** Format: uri */
            uri: string;
            /** Format: uri */
            href: string;
            embargoedUntil: string | null;
        };
        SandboxRefusals: {
            /** @description How many; by default 3. */
            requests?: number;
        };
        SandboxRateLimit: {
            requests: number;
            /** Format: date-time */
            from: string;
        };
        ArticleList: {
            items: components["schemas"]["Article"][];
            next: string | null;
            /** @description On the first page: the cursor to follow changes from. */
            changes?: string;
        };
        Article: {
            id: string;
            /**
             * Format: uri
             * @description The permanent URI of the article, the same in all formats.
             */
            uri: string;
            revision: number;
            /** @enum {string} */
            pubStatus: "usable" | "withheld" | "canceled";
            headline: string;
            subhead: string | null;
            summary: string | null;
            slug: string;
            language: string;
            dateline: string | null;
            section: string | null;
            tags: string[];
            topics: components["schemas"]["Topic"][];
            urgency: number | null;
            /** Format: date-time */
            publishedAt: string;
            /** Format: date-time */
            updatedAt: string;
            embargoedUntil: string | null;
            /** @description The killed article in whose place this one was written. */
            replaces: string | null;
            canonicalUrl: string | null;
            /** @description Sanitized HTML; in lists only with `include=body`. */
            bodyHtml?: string;
            wordCount: number;
            /** @description Images, the main one first. */
            media: components["schemas"]["ArticleImage"][];
            /** @description Images of the article that may not be handed on; they stand in no text either. */
            omittedMedia: components["schemas"]["OmittedImage"][];
            related: {
                id?: string;
                /** Format: uri */
                uri?: string;
                /** Format: uri */
                url?: string;
                headline?: string;
            }[];
            corrections: {
                revision: number;
                /** Format: date-time */
                at: string;
                note: string;
            }[];
            /** @description What to do about a story that was taken back; there is no text then. */
            advisory?: string;
            byline: string;
            attribution: components["schemas"]["Attribution"];
            /** @description Why a search found it, as escaped HTML with `<mark>`; in lists with `q` only. */
            highlights?: {
                headline?: string;
                text?: string;
            };
            license: {
                /** Format: uri */
                href: string;
                /** Format: uri */
                policy: string;
                /** @constant */
                price: "none";
            };
        };
        Topic: {
            code: string;
            /** @description In English; null for narrower topics. */
            label: string | null;
        };
        ArticleImage: {
            id: string;
            /** @description Empty for mere decoration. */
            alt: string;
            caption: string | null;
            /** @description Print it with the image. */
            credit: string | null;
            rights: string | null;
            /** @description There once no embargo lasts. */
            renditions: {
                /** Format: uri */
                href: string;
                contentType: string;
                /** @description Pixels */
                width: number;
                /** @description Pixels */
                height: number;
            }[];
        };
        OmittedImage: {
            alt: string;
            caption: string | null;
            credit: string | null;
            /** @constant */
            reason: "not redistributable";
        };
        /** @description What a partner must print with the article. */
        Attribution: {
            required: ("logo" | "byline" | "affiliation")[];
            logo: {
                alt: string;
                renditions: {
                    /** Format: uri */
                    href: string;
                    /** @enum {string} */
                    contentType: "image/svg+xml" | "image/png";
                    /** @description CSS pixels */
                    width: number;
                    /** @description CSS pixels */
                    height: number;
                    sha256: string;
                }[];
            };
            /** @description As printed: `By Jane Doe`. */
            byline: string;
            affiliation: {
                name: string;
                shortName: string;
                /** Format: uri */
                url: string;
            };
            authors: {
                id: string;
                name: string;
                affiliation: {
                    name: string;
                    shortName: string;
                };
            }[];
            /** @description `Jane Doe, Daily Caller News Foundation` */
            creditLine: string;
            notice: {
                text: string;
                html: string;
            };
            canonicalUrl: string | null;
            /** @description Ready to print: byline, affiliation, logo, notice. */
            html: string;
            text: string;
        };
        RevisionList: {
            items: components["schemas"]["Revision"][];
            next: string | null;
        };
        Revision: {
            revision: number;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "published" | "updated" | "corrected";
            note: string | null;
            headline: string;
            byline: string;
            attribution: components["schemas"]["Attribution"];
        };
        /** @description What was changed between two revisions: words that are the same, added or removed. */
        Difference: {
            id: string;
            /** Format: uri */
            uri: string;
            /** @description The earlier version, as a rule. */
            from: components["schemas"]["Revision"];
            to: components["schemas"]["Revision"];
            /**
             * @description `blocks` where some texts differ too much for words: they are given whole.
             * @enum {string}
             */
            granularity: "words" | "blocks";
            headline: components["schemas"]["DifferencePiece"][];
            subhead: components["schemas"]["DifferencePiece"][];
            summary: components["schemas"]["DifferencePiece"][];
            byline: components["schemas"]["DifferencePiece"][];
            /** @description The plain text, a list for each block. */
            blocks: components["schemas"]["DifferencePiece"][][];
            license: {
                /** Format: uri */
                href: string;
                /** Format: uri */
                policy: string;
                /** @constant */
                price: "none";
            };
        };
        DifferencePiece: {
            /** @enum {string} */
            op: "same" | "added" | "removed";
            text: string;
        };
        ChangeList: {
            items: components["schemas"]["Change"][];
            /** @description More is waiting after this cursor; null when you have all. */
            next: string | null;
            /** @description Where to go on the next time. */
            cursor: string;
        };
        Change: {
            /** @description Go on from here. */
            cursor: string;
            /** @enum {string} */
            type: "article.published" | "article.updated" | "article.corrected" | "article.withdrawn" | "article.killed" | "article.embargoed" | "newswire.attribution-changed" | "license.terms-changed";
            /** Format: date-time */
            at: string;
            article: {
                id: string;
                /** Format: uri */
                uri: string;
                revision: number;
                /**
                 * @description Of the article now, whatever the change was.
                 * @enum {string}
                 */
                pubStatus: "usable" | "withheld" | "canceled";
                headline: string;
                byline: string;
                attribution: components["schemas"]["Attribution"];
                /** Format: uri */
                href: string;
            } | null;
            /** @description Of `license.terms-changed`: the version that is in force since. */
            license?: {
                version: number;
                /** Format: uri */
                href: string;
            };
            /**
             * Format: date-time
             * @description Do not publish it before.
             */
            embargoedUntil?: string;
            /** @description What a correction corrects, the advisory of a withdrawal or kill, or which image must come down. */
            note: string | null;
            advisory?: string;
            contact?: {
                email: string | null;
                phone: string | null;
            };
            /** @description With `include=article`: the story as it is now, whatever the change was; an object where the format is JSON, else a text; of one that was taken back what is to be done, without its text. Null where there is none for you. */
            document?: ({
                [key: string]: unknown;
            } | string) | null;
        };
        JsonFeed: {
            /** @constant */
            version: "https://jsonfeed.org/version/1.1";
            title: string;
            items: ({
                id: string;
                /** Format: uri */
                url: string;
                content_html: string;
            } & {
                [key: string]: unknown;
            })[];
        } & {
            [key: string]: unknown;
        };
        AcknowledgementInput: {
            /**
             * @description `removed` answers a kill or a withdrawal, `corrected` a correction, `never_used` all of them.
             * @enum {string}
             */
            answer: "removed" | "corrected" | "never_used";
            /** @description Where the story stands or stood. */
            pages?: string[];
            /** @description What else the desk should know. */
            note?: string;
        };
        Acknowledgement: {
            id: string;
            article: string;
            /** @description What it answers: the newest kill, withdrawal or correction of the story. */
            change: {
                /** @enum {string} */
                type: "article.killed" | "article.withdrawn" | "article.corrected";
                revision: number;
                /** Format: date-time */
                at: string;
            };
            /** @enum {string} */
            answer: "removed" | "corrected" | "never_used";
            pages: string[];
            note: string | null;
            /** Format: date-time */
            at: string;
        };
        WebhookEndpoint: {
            id: string;
            url: string;
            /** @description null: all. */
            events: ("article.published" | "article.updated" | "article.corrected" | "article.withdrawn" | "article.killed" | "article.embargoed" | "newswire.attribution-changed" | "license.terms-changed")[] | null;
            description: string | null;
            enabled: boolean;
            /** @description Why nothing is sent: you `asked` for that, it answered 410 (`gone`), or it took nothing for five days (`failing`). */
            off: {
                /** Format: date-time */
                since: string;
                /** @enum {string} */
                because: "asked" | "gone" | "failing";
            } | null;
            /** @description Since when it has taken nothing, where it fails at present. */
            failingSince: string | null;
            /** @description Until then the secret before signs as well. */
            formerSecretUntil: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        NewWebhookEndpoint: {
            /** @description An https address on the public internet, on the usual port. */
            url: string;
            /** @description The types of changes that are sent; by default all. */
            events?: ("article.published" | "article.updated" | "article.corrected" | "article.withdrawn" | "article.killed" | "article.embargoed" | "newswire.attribution-changed" | "license.terms-changed")[];
            /** @description Where it leads, for people. */
            description?: string;
        };
        CreatedWebhookEndpoint: {
            id: string;
            url: string;
            /** @description null: all. */
            events: ("article.published" | "article.updated" | "article.corrected" | "article.withdrawn" | "article.killed" | "article.embargoed" | "newswire.attribution-changed" | "license.terms-changed")[] | null;
            description: string | null;
            enabled: boolean;
            /** @description Why nothing is sent: you `asked` for that, it answered 410 (`gone`), or it took nothing for five days (`failing`). */
            off: {
                /** Format: date-time */
                since: string;
                /** @enum {string} */
                because: "asked" | "gone" | "failing";
            } | null;
            /** @description Since when it has taken nothing, where it fails at present. */
            failingSince: string | null;
            /** @description Until then the secret before signs as well. */
            formerSecretUntil: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Shown this once; a replay of the request leaves it out. */
            secret?: string;
        };
        WebhookEndpointChanges: {
            /** @description An https address on the public internet, on the usual port. */
            url?: string;
            /** @description null for all. */
            events?: ("article.published" | "article.updated" | "article.corrected" | "article.withdrawn" | "article.killed" | "article.embargoed" | "newswire.attribution-changed" | "license.terms-changed")[] | null;
            description?: string | null;
            /** @description `false` stops everything that is sent to it; `true` begins anew, with what happens from then on. */
            enabled?: boolean;
        };
        WebhookSecretRotation: {
            /** @description How long the old secret signs as well; by default a day. */
            overlapSeconds?: number;
        };
        WebhookDelivery: {
            /** @description The `webhook-id`, the same at every attempt. */
            id: string;
            /** @enum {string} */
            type: "article.published" | "article.updated" | "article.corrected" | "article.withdrawn" | "article.killed" | "article.embargoed" | "newswire.attribution-changed" | "license.terms-changed" | "webhook.test" | "kill.drill";
            article: string | null;
            /** @description Kills, withdrawals and corrections, and what comes before them. */
            urgent: boolean;
            /**
             * @description `canceled`: its story was taken back, or it is not yours to know any more.
             * @enum {string}
             */
            status: "waiting" | "delivered" | "failed" | "canceled";
            /** Format: date-time */
            createdAt: string;
            nextAttemptAt: string | null;
            endedAt: string | null;
            /** @description The newest 30. */
            attempts: {
                /** Format: date-time */
                at: string;
                durationMs: number;
                /** @description null where nothing was answered. */
                status: number | null;
                error: string | null;
                /** @description The first 2 KiB, as text. */
                response: string | null;
            }[];
        };
        WebhookResends: {
            /**
             * Format: date-time
             * @description What was given up since then.
             */
            failedSince: string;
        };
        WebhookResendsQueued: {
            /** @description How many are sent again. */
            queued: number;
            /** @description There are more: ask again. */
            more: boolean;
        };
        WebhookReplays: {
            /** @description A cursor of the change log. */
            after: string;
        };
        WebhookReplaysQueued: {
            /** @description How many changes are sent that were never delivered. */
            queued: number;
            /** @description There are more: go on with this as `after`. */
            next: string | null;
        };
    };
    responses: {
        /** @description `invalid-request`: The request is not valid. `malformed-request`: The request is not HTTP. `method-unknown`: The method is not known. `malformed-body`: The body cannot be read. */
        "invalid-request.malformed-request.method-unknown.malformed-body": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/invalid-request" | "https://wirecopy.example/problems/malformed-request" | "https://wirecopy.example/problems/method-unknown" | "https://wirecopy.example/problems/malformed-body";
                };
            };
        };
        /** @description `key-missing`: A key is needed. `key-invalid`: The key is not valid. `key-expired`: The key has expired. `key-revoked`: The key was revoked. `key-wrong-kind`: This kind of key does not open this door. */
        "key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/key-missing" | "https://wirecopy.example/problems/key-invalid" | "https://wirecopy.example/problems/key-expired" | "https://wirecopy.example/problems/key-revoked" | "https://wirecopy.example/problems/key-wrong-kind";
                };
            };
        };
        /** @description `address-not-allowed`: The key may not be used from this address. */
        "address-not-allowed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/address-not-allowed";
                };
            };
        };
        /** @description `not-found`: There is nothing here. */
        "not-found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/not-found";
                };
            };
        };
        /** @description `method-not-allowed`: This address does not take that method. */
        "method-not-allowed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/method-not-allowed";
                };
            };
        };
        /** @description `request-timeout`: The request took too long to arrive. */
        "request-timeout": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/request-timeout";
                };
            };
        };
        /** @description `idempotency-key-in-use`: The first request with this Idempotency-Key is not done. */
        "idempotency-key-in-use": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/idempotency-key-in-use";
                };
            };
        };
        /** @description `body-too-large`: The body is too large. */
        "body-too-large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/body-too-large";
                };
            };
        };
        /** @description `url-too-long`: The URL is too long. */
        "url-too-long": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/url-too-long";
                };
            };
        };
        /** @description `unsupported-media-type`: The body has a type that is not taken. */
        "unsupported-media-type": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/unsupported-media-type";
                };
            };
        };
        /** @description `idempotency-key-reused`: The Idempotency-Key was used for another request. */
        "idempotency-key-reused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/idempotency-key-reused";
                };
            };
        };
        /** @description `rate-limited`: Too many requests. */
        "rate-limited": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/rate-limited";
                };
            };
        };
        /** @description `headers-too-large`: The headers are too large. */
        "headers-too-large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/headers-too-large";
                };
            };
        };
        /** @description `internal-error`: Something went wrong on our side. */
        "internal-error": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/internal-error";
                };
            };
        };
        /** @description `unavailable`: The service cannot answer right now. */
        unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/unavailable";
                };
            };
        };
        /** @description `storage-full`: There is no room to store this. */
        "storage-full": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/storage-full";
                };
            };
        };
        /** @description `invalid-request`: The request is not valid. `malformed-request`: The request is not HTTP. `method-unknown`: The method is not known. */
        "invalid-request.malformed-request.method-unknown": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/invalid-request" | "https://wirecopy.example/problems/malformed-request" | "https://wirecopy.example/problems/method-unknown";
                };
            };
        };
        /** @description `invalid-request`: The request is not valid. `malformed-request`: The request is not HTTP. `method-unknown`: The method is not known. `invalid-cursor`: The cursor is not one of ours. */
        "invalid-request.malformed-request.method-unknown.invalid-cursor": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/invalid-request" | "https://wirecopy.example/problems/malformed-request" | "https://wirecopy.example/problems/method-unknown" | "https://wirecopy.example/problems/invalid-cursor";
                };
            };
        };
        /** @description `address-not-allowed`: The key may not be used from this address. `scope-missing`: The key lacks a scope. */
        "address-not-allowed.scope-missing": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/address-not-allowed" | "https://wirecopy.example/problems/scope-missing";
                };
            };
        };
        /** @description `conflict`: The request does not fit the present state. `idempotency-key-in-use`: The first request with this Idempotency-Key is not done. */
        "conflict.idempotency-key-in-use": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/conflict" | "https://wirecopy.example/problems/idempotency-key-in-use";
                };
            };
        };
        /** @description `conflict`: The request does not fit the present state. */
        conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/conflict";
                };
            };
        };
        /** @description `address-not-allowed`: The key may not be used from this address. `partner-declined`: The application was declined. `partner-suspended`: The partner is suspended. `partner-terminated`: The partnership has ended. */
        "address-not-allowed.partner-declined.partner-suspended.partner-terminated": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/address-not-allowed" | "https://wirecopy.example/problems/partner-declined" | "https://wirecopy.example/problems/partner-suspended" | "https://wirecopy.example/problems/partner-terminated";
                };
            };
        };
        /** @description `address-not-allowed`: The key may not be used from this address. `scope-missing`: The key lacks a scope. `partner-not-approved`: The partner is not approved yet. `partner-declined`: The application was declined. `partner-suspended`: The partner is suspended. `partner-terminated`: The partnership has ended. `terms-not-accepted`: The license terms are not accepted. */
        "address-not-allowed.scope-missing.partner-not-approved.partner-declined.partner-suspended.partner-terminated.terms-not-accepted": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/address-not-allowed" | "https://wirecopy.example/problems/scope-missing" | "https://wirecopy.example/problems/partner-not-approved" | "https://wirecopy.example/problems/partner-declined" | "https://wirecopy.example/problems/partner-suspended" | "https://wirecopy.example/problems/partner-terminated" | "https://wirecopy.example/problems/terms-not-accepted";
                };
            };
        };
        /** @description `not-found`: There is nothing here. `article-not-found`: There is no such article. */
        "not-found.article-not-found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/not-found" | "https://wirecopy.example/problems/article-not-found";
                };
            };
        };
        /** @description `not-acceptable`: There is no such format. */
        "not-acceptable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/not-acceptable";
                };
            };
        };
        /** @description `article-withdrawn`: The article was withdrawn. `article-killed`: The article was killed. */
        "article-withdrawn.article-killed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/article-withdrawn" | "https://wirecopy.example/problems/article-killed";
                };
            };
        };
        /** @description `address-not-allowed`: The key may not be used from this address. `scope-missing`: The key lacks a scope. `partner-not-approved`: The partner is not approved yet. `partner-declined`: The application was declined. `terms-not-accepted`: The license terms are not accepted. */
        "address-not-allowed.scope-missing.partner-not-approved.partner-declined.terms-not-accepted": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/address-not-allowed" | "https://wirecopy.example/problems/scope-missing" | "https://wirecopy.example/problems/partner-not-approved" | "https://wirecopy.example/problems/partner-declined" | "https://wirecopy.example/problems/terms-not-accepted";
                };
            };
        };
        /** @description `cursor-expired`: The cursor belongs to an earlier log. */
        "cursor-expired": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/cursor-expired";
                };
            };
        };
        /** @description `changed-meanwhile`: The resource changed since you read it. */
        "changed-meanwhile": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {unknown} */
                    type?: "https://wirecopy.example/problems/changed-meanwhile";
                };
            };
        };
    };
    parameters: {
        /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
        "Idempotency-Key": string;
        /** @description The media type wanted; without it the first of those that the answer has. */
        Accept: string;
        /** @description `br` and `gzip` are offered. */
        "Accept-Encoding": string;
        /** @description The `ETag` of the answer that you hold: 304 where it is still good (RFC 9110, 13.1.2). */
        "If-None-Match": string;
        /** @description The `id` of the last event that you have seen; it counts more than `after`. */
        "Last-Event-ID": string;
        /** @description The `Last-Modified` of the answer that you hold; the `ETag` says it better. */
        "If-Modified-Since": string;
        /** @description The `version` that your edit is made on: 412 where it changed meanwhile (RFC 9110, 13.1.1). */
        "If-Match": string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    verifyOwnDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                host: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifiedHost"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    getOwnProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnProfile"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    listOwnKeys: {
        parameters: {
            query?: {
                /** @description How many to return, 1 to 200. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.invalid-cursor"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    createOwnKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    revokeOwnKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    rotateOwnKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["KeyRotation"] | null;
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    showOwnTestKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestKeySecret"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    listOwnAgreements: {
        parameters: {
            query?: {
                /** @description How many to return, 1 to 200. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OwnAgreement"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.invalid-cursor"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    acceptTerms: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acceptance"];
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnAgreement"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    getLicenseAgreement: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/ld+json": components["schemas"]["AgreementPolicy"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    listGrants: {
        parameters: {
            query?: {
                /** @description How many to return, 1 to 200. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: string;
                article?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Grant"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.invalid-cursor"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    getGrant: {
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
            /** @description A grant and its proof. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvenGrant"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    listUsage: {
        parameters: {
            query?: {
                /** @description The first day (UTC). */
                from?: string;
                /** @description The last day (UTC). */
                to?: string;
                article?: string;
                /** @description The format that the text was served in. */
                servedAs?: string;
                /** @description How many to return, 1 to 200. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description `csv` is all of it in one file. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Usage"][];
                        next: string | null;
                    };
                    "text/csv": unknown;
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.invalid-cursor"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    killSandboxStory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxStory"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.partner-declined.partner-suspended.partner-terminated"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    correctSandboxStory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxStory"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.partner-declined.partner-suspended.partner-terminated"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    embargoSandboxStory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxStory"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.partner-declined.partner-suspended.partner-terminated"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    limitSandboxRate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SandboxRefusals"] | null;
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxRateLimit"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.partner-declined.partner-suspended.partner-terminated"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    listArticles: {
        parameters: {
            query?: {
                /** @description How many to return, 1 to 200. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Only stories with all these words in headline, summary, text, tags or byline, whatever case and accents. `"…"` finds words that stand together, `-word` leaves stories out. */
                q?: string;
                /** @description `relevance` ranks the newest 500 stories that `q` finds: by headline, then subhead and summary, then text. */
                sort?: "newest" | "relevance";
                /** @description Only stories of this section, in whatever case. */
                section?: string;
                /** @description Only stories with this tag, in whatever case. */
                tag?: string;
                /** @description Only stories about this very topic. */
                topic?: string;
                /** @description Only stories that this reporter signed. */
                reporter?: string;
                /** @description Only stories in this language; `en` finds `en-US`, too. */
                language?: string;
                /** @description Only stories published, updated or corrected since then, the last updated first. */
                updatedSince?: string;
                /** @description Only stories first published since then. */
                publishedSince?: string;
                /** @description `body` adds `bodyHtml` and records a grant for each story. A page ends at 8 MiB, but has at least one story. */
                include?: "body";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleList"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.invalid-cursor"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing.partner-not-approved.partner-declined.partner-suspended.partner-terminated.terms-not-accepted"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    getArticle: {
        parameters: {
            query?: {
                /** @description In place of `Accept`. `ninjs…` is JSON as IPTC defines it, in version 3.1, 2.2 or 1.6; `nitf-plain` is NITF without its namespace. */
                format?: "json" | "ninjs" | "ninjs-2.2" | "ninjs-1.6" | "newsml-g2" | "nitf" | "nitf-plain" | "html" | "embed" | "text" | "markdown" | "jsonld";
            };
            header?: {
                /** @description The media type wanted; without it the first of those that the answer has. */
                Accept?: components["parameters"]["Accept"];
                /** @description `br` and `gzip` are offered. */
                "Accept-Encoding"?: components["parameters"]["Accept-Encoding"];
                /** @description The `ETag` of the answer that you hold: 304 where it is still good (RFC 9110, 13.1.2). */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                    "text/html": string;
                    "application/vnd.iptc.g2.newsitem+xml": string;
                    "application/nitf+xml": string;
                    "text/plain": string;
                    "text/markdown": string;
                    "application/ld+json": {
                        /** @constant */
                        "@type": "NewsArticle";
                        /**
                         * Format: uri
                         * @description The URI of the article.
                         */
                        "@id": string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description What you hold is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing.partner-not-approved.partner-declined.partner-suspended.partner-terminated.terms-not-accepted"];
            404: components["responses"]["not-found.article-not-found"];
            405: components["responses"]["method-not-allowed"];
            406: components["responses"]["not-acceptable"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            410: components["responses"]["article-withdrawn.article-killed"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    listRevisions: {
        parameters: {
            query?: {
                /** @description How many to return, 1 to 200. */
                limit?: number;
                /** @description `next` of the page before. */
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionList"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.invalid-cursor"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing.partner-not-approved.partner-declined.partner-suspended.partner-terminated.terms-not-accepted"];
            404: components["responses"]["not-found.article-not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            410: components["responses"]["article-withdrawn.article-killed"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    getRevision: {
        parameters: {
            query?: {
                /** @description In place of `Accept`. `ninjs…` is JSON as IPTC defines it, in version 3.1, 2.2 or 1.6; `nitf-plain` is NITF without its namespace. */
                format?: "json" | "ninjs" | "ninjs-2.2" | "ninjs-1.6" | "newsml-g2" | "nitf" | "nitf-plain" | "html" | "embed" | "text" | "markdown" | "jsonld";
            };
            header?: {
                /** @description The media type wanted; without it the first of those that the answer has. */
                Accept?: components["parameters"]["Accept"];
                /** @description `br` and `gzip` are offered. */
                "Accept-Encoding"?: components["parameters"]["Accept-Encoding"];
                /** @description The `ETag` of the answer that you hold: 304 where it is still good (RFC 9110, 13.1.2). */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                    "text/html": string;
                    "application/vnd.iptc.g2.newsitem+xml": string;
                    "application/nitf+xml": string;
                    "text/plain": string;
                    "text/markdown": string;
                    "application/ld+json": {
                        /** @constant */
                        "@type": "NewsArticle";
                        /**
                         * Format: uri
                         * @description The URI of the article.
                         */
                        "@id": string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description What you hold is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing.partner-not-approved.partner-declined.partner-suspended.partner-terminated.terms-not-accepted"];
            404: components["responses"]["not-found.article-not-found"];
            405: components["responses"]["method-not-allowed"];
            406: components["responses"]["not-acceptable"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            410: components["responses"]["article-withdrawn.article-killed"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    compareRevisions: {
        parameters: {
            query?: {
                /** @description The earlier one; default: the revision before. */
                against?: string;
                /** @description In place of `Accept`. */
                format?: "json" | "html";
            };
            header?: {
                /** @description The media type wanted; without it the first of those that the answer has. */
                Accept?: components["parameters"]["Accept"];
                /** @description `br` and `gzip` are offered. */
                "Accept-Encoding"?: components["parameters"]["Accept-Encoding"];
                /** @description The `ETag` of the answer that you hold: 304 where it is still good (RFC 9110, 13.1.2). */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                id: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"];
                    "text/html": string;
                };
            };
            /** @description What you hold is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing.partner-not-approved.partner-declined.partner-suspended.partner-terminated.terms-not-accepted"];
            404: components["responses"]["not-found.article-not-found"];
            405: components["responses"]["method-not-allowed"];
            406: components["responses"]["not-acceptable"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            410: components["responses"]["article-withdrawn.article-killed"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /** @description A cursor, or `now`; left out: from the beginning of the log. */
                after?: string;
                /** @description `true` leaves out, of each page, the changes of a story that a later one of the same page follows; cursors pass over them all the same. */
                latest?: "true" | "false";
                /** @description `article` adds `document`, the story as it is now, and records a grant for each; it takes the scope `articles:read`, too. A page ends at 8 MiB, but has at least one change. */
                include?: "article";
                /** @description Of `document`; without it `json`. */
                format?: "json" | "ninjs" | "ninjs-2.2" | "ninjs-1.6" | "newsml-g2" | "nitf" | "nitf-plain" | "html" | "embed" | "text" | "markdown" | "jsonld";
                /** @description How many to return, 1 to 200. */
                limit?: number;
                /** @description Seconds to wait for the next change, 0 to 30. */
                wait?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeList"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.invalid-cursor"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing.partner-not-approved.partner-declined.terms-not-accepted"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            410: components["responses"]["cursor-expired"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    streamChanges: {
        parameters: {
            query?: {
                /** @description A cursor, or `now`; left out: from the beginning of the log. */
                after?: string;
                /** @description `true` leaves out, of each page, the changes of a story that a later one of the same page follows; cursors pass over them all the same. */
                latest?: "true" | "false";
                /** @description `article` adds `document`, the story as it is now, and records a grant for each; it takes the scope `articles:read`, too. A page ends at 8 MiB, but has at least one change. */
                include?: "article";
                /** @description Of `document`; without it `json`. */
                format?: "json" | "ninjs" | "ninjs-2.2" | "ninjs-1.6" | "newsml-g2" | "nitf" | "nitf-plain" | "html" | "embed" | "text" | "markdown" | "jsonld";
            };
            header?: {
                /** @description The `id` of the last event that you have seen; it counts more than `after`. */
                "Last-Event-ID"?: components["parameters"]["Last-Event-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.invalid-cursor"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing.partner-not-approved.partner-declined.terms-not-accepted"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            410: components["responses"]["cursor-expired"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    getRssFeed: {
        parameters: {
            query?: {
                /** @description Only stories with all these words in headline, summary, text, tags or byline, whatever case and accents. `"…"` finds words that stand together, `-word` leaves stories out. */
                q?: string;
                /** @description Only stories of this section, in whatever case. */
                section?: string;
                /** @description Only stories with this tag, in whatever case. */
                tag?: string;
                /** @description Only stories about this very topic. */
                topic?: string;
                /** @description Only stories that this reporter signed. */
                reporter?: string;
                /** @description Only stories in this language; `en` finds `en-US`, too. */
                language?: string;
                /** @description `include` puts a notice in the place of a story that you were served and that was killed or withdrawn; without it the story just leaves the feed. Not together with `q`. */
                notices?: "include";
            };
            header?: {
                /** @description `br` and `gzip` are offered. */
                "Accept-Encoding"?: components["parameters"]["Accept-Encoding"];
                /** @description The `ETag` of the answer that you hold: 304 where it is still good (RFC 9110, 13.1.2). */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description The `Last-Modified` of the answer that you hold; the `ETag` says it better. */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/rss+xml": string;
                };
            };
            /** @description What you hold is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing.partner-not-approved.partner-declined.partner-suspended.partner-terminated.terms-not-accepted"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    getAtomFeed: {
        parameters: {
            query?: {
                /** @description Only stories with all these words in headline, summary, text, tags or byline, whatever case and accents. `"…"` finds words that stand together, `-word` leaves stories out. */
                q?: string;
                /** @description Only stories of this section, in whatever case. */
                section?: string;
                /** @description Only stories with this tag, in whatever case. */
                tag?: string;
                /** @description Only stories about this very topic. */
                topic?: string;
                /** @description Only stories that this reporter signed. */
                reporter?: string;
                /** @description Only stories in this language; `en` finds `en-US`, too. */
                language?: string;
                /** @description `include` puts a notice in the place of a story that you were served and that was killed or withdrawn; without it the story just leaves the feed. Not together with `q`. */
                notices?: "include";
            };
            header?: {
                /** @description `br` and `gzip` are offered. */
                "Accept-Encoding"?: components["parameters"]["Accept-Encoding"];
                /** @description The `ETag` of the answer that you hold: 304 where it is still good (RFC 9110, 13.1.2). */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description The `Last-Modified` of the answer that you hold; the `ETag` says it better. */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": string;
                };
            };
            /** @description What you hold is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing.partner-not-approved.partner-declined.partner-suspended.partner-terminated.terms-not-accepted"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    getJsonFeed: {
        parameters: {
            query?: {
                /** @description Only stories with all these words in headline, summary, text, tags or byline, whatever case and accents. `"…"` finds words that stand together, `-word` leaves stories out. */
                q?: string;
                /** @description Only stories of this section, in whatever case. */
                section?: string;
                /** @description Only stories with this tag, in whatever case. */
                tag?: string;
                /** @description Only stories about this very topic. */
                topic?: string;
                /** @description Only stories that this reporter signed. */
                reporter?: string;
                /** @description Only stories in this language; `en` finds `en-US`, too. */
                language?: string;
                /** @description `include` puts a notice in the place of a story that you were served and that was killed or withdrawn; without it the story just leaves the feed. Not together with `q`. */
                notices?: "include";
            };
            header?: {
                /** @description `br` and `gzip` are offered. */
                "Accept-Encoding"?: components["parameters"]["Accept-Encoding"];
                /** @description The `ETag` of the answer that you hold: 304 where it is still good (RFC 9110, 13.1.2). */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /** @description The `Last-Modified` of the answer that you hold; the `ETag` says it better. */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/feed+json": components["schemas"]["JsonFeed"];
                };
            };
            /** @description What you hold is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing.partner-not-approved.partner-declined.partner-suspended.partner-terminated.terms-not-accepted"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    acknowledgeChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcknowledgementInput"];
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledgement"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found.article-not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description How many to return, 1 to 200. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["WebhookEndpoint"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.invalid-cursor"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    addWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhookEndpoint"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    getWebhookEndpoint: {
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    removeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    changeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `version` that your edit is made on: 412 where it changed meanwhile (RFC 9110, 13.1.1). */
                "If-Match"?: components["parameters"]["If-Match"];
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointChanges"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["idempotency-key-in-use"];
            412: components["responses"]["changed-meanwhile"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WebhookSecretRotation"] | null;
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhookEndpoint"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description How many to return, 1 to 200. */
                limit?: number;
                /** @description `next` of the page before. */
                cursor?: string;
                status?: "waiting" | "delivered" | "failed" | "canceled";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["WebhookDelivery"][];
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.invalid-cursor"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    resendWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    resendFailedWebhookDeliveries: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookResends"];
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResendsQueued"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
    replayWebhookChanges: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes repeating safe: for 24 hours the same key with the same request gets the first answer again, without secrets. 1 to 255 printable ASCII characters, for instance a UUID. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookReplays"];
            };
        };
        responses: {
            /** @description It is stored; the answer shows the result. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReplaysQueued"];
                };
            };
            400: components["responses"]["invalid-request.malformed-request.method-unknown.malformed-body"];
            401: components["responses"]["key-missing.key-invalid.key-expired.key-revoked.key-wrong-kind"];
            403: components["responses"]["address-not-allowed.scope-missing.partner-not-approved.partner-declined.terms-not-accepted"];
            404: components["responses"]["not-found"];
            405: components["responses"]["method-not-allowed"];
            408: components["responses"]["request-timeout"];
            409: components["responses"]["conflict.idempotency-key-in-use"];
            410: components["responses"]["cursor-expired"];
            413: components["responses"]["body-too-large"];
            414: components["responses"]["url-too-long"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["idempotency-key-reused"];
            429: components["responses"]["rate-limited"];
            431: components["responses"]["headers-too-large"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["unavailable"];
            507: components["responses"]["storage-full"];
        };
    };
}
