package org.keyledger.gateway.accountpage;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.page.PageContext;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.Scopes;

/** Values of API keys as form fields show them. */
public final class KeyText {

    private KeyText() {}

    /** Their names; of a key with all, one word. */
    public static String scopes(PageContext page, Scopes scopes) {
        return scopes.names().contains("*") ? page.text("account.keys.scopes.all") : String.join(", ", scopes.names());
    }

    /** One address or range a line; empty for any address. */
    public static String addresses(@Nullable IpAllowList list) {
        return list != null && list.json() instanceof List<?> networks
                ? networks.stream().map(String::valueOf).collect(Collectors.joining("\n"))
                : "";
    }
}
