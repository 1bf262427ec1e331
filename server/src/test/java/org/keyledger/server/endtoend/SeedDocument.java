package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** A public API document whose calls Keyledger implements, and the departures from it. */
enum SeedDocument {
    ACCOUNTS("000", "Authentication: Auth & API Key Management", "token API", """
        | a JWT that begins with `eyJhbGciOiJIUzI1NiIs`: HS256 | ES256 | with HS256 every service that can verify a token can also issue one; Keyledger's tokens are verified with the public keys at `/.well-known/jwks.json` |
        | `cust_` and `key_` with 12 and 8 digits | with 32 | they contain UUIDs, which cannot be guessed |
        | keys begin with `atf_` | with `kl_` | the prefix is a setting; `KEYLEDGER_BRAND=atf` makes them equal |
        | the fields of the responses | these and more | no field is missing or of another type |
        | bcrypt | bcrypt over a peppered digest | bcrypt alone ignores everything after byte 72 |
        | protect, execute, receipts, dashboard | not implemented | these routes belong to the services behind the gateway, which use `/auth/check`; the script uses `/auth/me` in their place |
        | `your-password` at log-in | the password of the sign-up | it is a placeholder |
        """),
    SIGNED_CHALLENGE("001", "Auth Service API", "signed API", """
        | an account by passkey or Sign in with Apple | the script signs up with e-mail address and password | a script has neither a browser nor an account at Apple; [providers](../operate/providers.md) has the settings for Apple, and an account that exists adds passkeys |
        | the public key is submitted on a settings page | `POST /customer/keys` with `public_key`, PEM or JWK | |
        | Gateway and DeFi APIs | not implemented | these routes belong to the services behind the gateway; the script uses `/auth/me` and `/auth/check` in their place |
        """),
    COOKIE_SESSION("002", "Authentication (cookie session)", "browser API", """
        | keys begin with `cp_` | with `kl_live_` | the prefix is a setting, `KEYLEDGER_BRAND` |
        | a reset token has at least 10 characters | any token that is not valid, also a shorter one, gets 400 `invalid-token` | one response does not say what is wrong with a token |
        | the fields of the responses | these and more | no field is missing or of another type |
        | a taken address at `register` is not mentioned | the same 201, and a mail to the owner of the address | the response does not reveal whether an address has an account |
        """),
    TOTP("003", "Auth (cookies, TOTP, OAuth)", "browser API", """
        | an address is verified at the sign-up if no mail service is configured | with `KEYLEDGER_MAIL=off` | without `SMTP_HOST`, mails are shown at `/mailbox`, and that is a mail service |
        | log-in before the address is verified is not mentioned | 403 with the `detail` of the previous document | the documents meet on one path |
        | the verification link redirects to the log-in page | in the browser that signed up it logs in and redirects to `KEYLEDGER_APP_URL` with 303; elsewhere as documented | document 004 goes on to the dashboard |
        | OAuth with a provider that is not configured | 404 | [providers](../operate/providers.md) are configured one by one; the calls redirect to a configured one |
        | `POST …/refresh` without a cookie is shown | 401 | there is no session to refresh; with the `refresh_token` cookie the same line gets 200 |
        | `POST …/logout` without a cookie is shown | 200 | there is no session to end, and the cookies are cleared |
        | responses with `message` | `ok` too where the previous document has it | the union of both |
        """),
    LOGIN("004", "Authentication (session and key)", "token API", """
        | passwords of at least 6 characters | of at least 8 | the documents 000 and 002 require 8 |
        | log-in with an address that is not confirmed is an error | on the browser API: 403. On the token API the log-in succeeds with `email_verified: false`, and the tenant's policy `verified_login` makes it a 403 | document 000 returns a token with `email_verified: false` |
        | the dashboard after the confirmation | in the browser that signed up, `KEYLEDGER_APP_URL` (`/account`), elsewhere the log-in page, `/login?verified=true` | the script has no cookies, and a link that was opened elsewhere does not prove who opened it |
        """);

    private final String number;
    private final String title;
    private final String api;
    private final String departures;

    SeedDocument(String number, String title, String api, String departures) {
        this.number = number;
        this.title = title;
        this.api = api;
        this.departures = departures;
    }

    /** The name of its files in {@code docs/seeds}, such as {@code 000}. */
    String number() {
        return number;
    }

    String title() {
        return title;
    }

    String api() {
        return api;
    }

    /** Rows of a Markdown table: what the document says, what Keyledger does, the reason. */
    String departures() {
        return departures;
    }

    List<DocumentedCall> calls() {
        try {
            return DocumentedCall.of(Files.readString(SeedScript.FOLDER.resolve(number + ".txt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
