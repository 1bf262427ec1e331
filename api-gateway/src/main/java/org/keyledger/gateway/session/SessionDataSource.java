package org.keyledger.gateway.session;

import java.util.Optional;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.export.PagedItems;
import org.keyledger.gateway.export.PersonalDataSource;

/** The active sessions. */
record SessionDataSource(Sessions sessions) implements PersonalDataSource {

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public Object read(SessionCaller caller) {
        return new PagedItems<>(cursor -> {
            var page = sessions.list(caller, cursor.orElse(null), PagedItems.PAGE_SIZE);
            return new PagedItems.Items<>(page.sessions(), Optional.ofNullable(page.nextCursor()));
        });
    }
}
