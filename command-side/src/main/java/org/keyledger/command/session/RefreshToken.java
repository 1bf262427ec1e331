package org.keyledger.command.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.session.SessionCommand.RefreshSession;

/**
 * The refresh token that counts now, and the one it replaced.
 *
 * @param generation counts the session's tokens, from 1
 * @param issuedAt when it came to be
 */
record RefreshToken(int generation, Digest digest, @Nullable Digest replaced, Instant issuedAt) {

    /** What a presented token turns out to be. */
    enum Verdict {
        CURRENT,
        /** Replaced so lately that two parallel uses of one client explain it. */
        JUST_REPLACED,
        /** Replaced long ago: somebody has a copy. */
        REUSED,
        UNKNOWN
    }

    static RefreshToken first(Digest digest, Instant since) {
        return new RefreshToken(1, digest, null, since);
    }

    RefreshToken next(int nextGeneration, Digest nextDigest, Instant now) {
        return new RefreshToken(nextGeneration, nextDigest, digest, now);
    }

    /** Only the last two digests are kept; that an older token is ours its HMAC has shown before it came here. */
    Verdict check(RefreshSession command, Instant now, Duration grace) {
        int age = generation - command.generation();
        if (age == 0) {
            return digest.matches(command.presented()) ? Verdict.CURRENT : Verdict.UNKNOWN;
        }
        if (age == 1) {
            return checkReplaced(command.presented(), isWithin(grace, now));
        }
        return age > 1 && command.generation() > 0 ? Verdict.REUSED : Verdict.UNKNOWN;
    }

    /** A clock that was set back does not stretch it. */
    private boolean isWithin(Duration grace, Instant now) {
        return Duration.between(issuedAt, now).abs().compareTo(grace) < 0;
    }

    private Verdict checkReplaced(Digest presented, boolean inGrace) {
        if (replaced == null || !replaced.matches(presented)) {
            return Verdict.UNKNOWN;
        }
        return inGrace ? Verdict.JUST_REPLACED : Verdict.REUSED;
    }
}
