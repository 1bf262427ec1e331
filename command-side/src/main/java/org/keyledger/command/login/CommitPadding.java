package org.keyledger.command.login;

import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.login.PaddingId;

/** Appends private events to the current commit, so that its size does not reveal what was decided. */
public final class CommitPadding {

    private final Repository<PaddedCommit> commits;

    CommitPadding(Repository<PaddedCommit> commits) {
        this.commits = commits;
    }

    /** Appends this many events; none for 0. */
    public void append(PaddingId id, int events) throws Exception {
        if (events > 0) {
            commits.newInstance(() -> new PaddedCommit(id, events));
        }
    }

    /** Appends the notice and as many other events as make {@code events} in total. */
    public void append(SignUpNoticeRequested notice, int events) throws Exception {
        commits.newInstance(() -> new PaddedCommit(notice, events));
    }
}
