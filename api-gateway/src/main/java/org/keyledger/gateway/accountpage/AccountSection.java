package org.keyledger.gateway.accountpage;

import java.util.Locale;
import org.keyledger.gateway.cookie.PagePaths;

/** The pages in the navigation of the portal, in its order. */
public enum AccountSection {
    OVERVIEW(""),
    PROFILE("/profile"),
    PASSWORD("/password"),
    TWO_FACTOR("/two-factor"),
    PASSKEYS("/passkeys"),
    PROVIDERS("/providers"),
    SESSIONS("/sessions"),
    KEYS("/keys"),
    ACTIVITY("/activity"),
    DATA("/data");

    private final String path;

    AccountSection(String path) {
        this.path = PagePaths.ACCOUNT + path;
    }

    public String path() {
        return path;
    }

    /** Key of its name in the texts of pages. */
    public String textKey() {
        return "account.nav." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
