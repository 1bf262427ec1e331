package org.keyledger.command.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.UserId;

/** Owners that have nothing pending; records the sessions whose requests were dropped. */
final class RecordingSessionOwners implements SessionOwners {

    final List<SessionId> dropped = new ArrayList<>();
    private final Set<UserId> requiringReset = new HashSet<>();

    void requirePasswordReset(UserId user) {
        requiringReset.add(user);
    }

    @Override
    public boolean requiresPasswordReset(UserId user) {
        return requiringReset.contains(user);
    }

    @Override
    public void dropRequestsOf(SessionId session, UserId user) {
        dropped.add(session);
    }
}
