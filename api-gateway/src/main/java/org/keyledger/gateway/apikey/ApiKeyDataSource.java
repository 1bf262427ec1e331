package org.keyledger.gateway.apikey;

import java.util.Optional;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.export.PagedItems;
import org.keyledger.gateway.export.PersonalDataSource;

/** The keys that the user has created, without their secrets. */
record ApiKeyDataSource(ApiKeyLookup apiKeys) implements PersonalDataSource {

    @Override
    public String name() {
        return "api_keys";
    }

    @Override
    public Object read(SessionCaller caller) {
        return new PagedItems<>(cursor -> {
            var page = apiKeys.listOwn(caller, Optional.empty(), cursor, PagedItems.PAGE_SIZE);
            return new PagedItems.Items<>(page.keys(), Optional.ofNullable(page.nextCursor()));
        });
    }
}
