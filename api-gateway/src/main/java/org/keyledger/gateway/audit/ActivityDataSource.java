package org.keyledger.gateway.audit;

import java.util.Optional;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.export.PagedItems;
import org.keyledger.gateway.export.PersonalDataSource;

/** All security events. */
record ActivityDataSource(Activity activity) implements PersonalDataSource {

    @Override
    public String name() {
        return "activity";
    }

    @Override
    public Object read(SessionCaller caller) {
        return new PagedItems<>(cursor -> {
            var page = activity.list(caller, Optional.empty(), cursor, PagedItems.PAGE_SIZE);
            return new PagedItems.Items<>(page.events(), Optional.ofNullable(page.nextCursor()));
        });
    }
}
