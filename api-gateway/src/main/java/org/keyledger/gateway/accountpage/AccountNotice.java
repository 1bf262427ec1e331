package org.keyledger.gateway.accountpage;

import java.util.Locale;

/** What a form of the portal has done, stated on the page that follows it. */
enum AccountNotice {
    VERIFICATION_SENT,
    PROFILE_SAVED,
    EMAIL_CHANGE_REQUESTED,
    EMAIL_CHANGED,
    EMAIL_CHANGE_CANCELLED,
    PASSWORD_SAVED,
    TWO_FACTOR_OFF,
    SESSION_ENDED,
    OTHER_SESSIONS_ENDED,
    KEY_CHANGED,
    KEY_CONFIRMED,
    KEY_REVOKED,
    PASSKEY_ADDED,
    PASSKEY_RENAMED,
    PASSKEY_REMOVED;

    /** As in the cookie and in the keys of texts. */
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
