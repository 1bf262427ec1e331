package org.keyledger.query.restore;

import org.keyledger.kernel.restore.KeySuspension;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/** Reads the positions up to which restores have ended sessions and suspended API keys. 0 stands for no such event. */
public final class RestoreMarks {

    static final String SESSIONS_ENDED = "sessions-ended";
    static final String KEYS_SUSPENDED = "keys-suspended";
    static final ViewDefinition<Mark> DEFINITION = ViewDefinition.of("restores", Mark.class);

    private final View<Mark> marks;

    /** @param subject what the position is about: one of the constants, or the id of a tenant whose keys were confirmed */
    record Mark(String subject, long position) {}

    public RestoreMarks(ReadModels models) {
        this.marks = models.view(DEFINITION);
    }

    /** Sessions that were started before this position have ended. */
    public long sessionsEndedAt() {
        return find(SESSIONS_ENDED);
    }

    /** API keys that were created before this position are suspended unless they were confirmed. */
    public long keysSuspendedAt() {
        return find(KEYS_SUSPENDED);
    }

    public KeySuspension keySuspension(TenantId tenant) {
        var suspendedAt = keysSuspendedAt();
        return new KeySuspension(suspendedAt, suspendedAt == 0 ? 0 : find(tenant.toString()));
    }

    private long find(String subject) {
        return marks.find(subject).map(Mark::position).orElse(0L);
    }
}
