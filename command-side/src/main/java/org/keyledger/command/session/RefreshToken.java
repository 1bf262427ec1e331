package org.keyledger.command.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.session.SessionCommand.RefreshSession;

/**
 * The current refresh token of a session and the digest that it replaced.
 *
 * @param generation counts the session's refresh tokens, from 1
 * @param replaced digest of the previous token; null for the first generation
 * @param issuedAt when the current token was issued
 */
record RefreshToken(int generation, Digest digest, @Nullable Digest replaced, Instant issuedAt) {

    /** The result of checking a presented token. */
    enum Verdict {
        CURRENT,
        /** Replaced within the grace period, so two parallel requests of one client explain it. */
        JUST_REPLACED,
        /** Replaced before the grace period: somebody has a copy of it. */
        REUSED,
        UNKNOWN
    }

    static RefreshToken first(Digest digest, Instant issuedAt) {
        return new RefreshToken(1, digest, null, issuedAt);
    }

    RefreshToken next(int nextGeneration, Digest nextDigest, Instant now) {
        return new RefreshToken(nextGeneration, nextDigest, digest, now);
    }

    /**
     * Checks a presented token. Only the last two digests are stored; an older token counts as reused because its HMAC
     * was verified before the command was sent.
     */
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

    /** The absolute difference, so that a clock that was set back does not extend the grace period. */
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
