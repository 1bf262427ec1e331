package org.keyledger.query.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * What decides whether a user gets a security notice: how many of each kind were sent in the last hour, by the times of
 * their events, and the devices that the user has logged in with.
 *
 * @param counts for each kind, the hour that is counted last
 * @param devices as {@link LoginDevices} encodes them
 */
record NoticeHistory(
        UserId user,
        List<Count> counts,
        @PersonalData(subject = "user") String devices) {

    /** How many notices of one kind a user gets in an hour; the last one announces that no other follows. */
    static final int MAX_PER_HOUR = 5;

    private static final Duration HOUR = Duration.ofHours(1);

    /** The notices of one kind since the first of an hour. */
    record Count(MailKind kind, Instant since, int sent) {

        /** The absolute difference, so that a clock that was set back does not extend the hour. */
        private boolean isOverAt(Instant time) {
            return Duration.between(since, time).abs().compareTo(HOUR) >= 0;
        }
    }

    static NoticeHistory none(UserId user) {
        return new NoticeHistory(user, List.of(), "");
    }

    LoginDevices knownDevices() {
        return LoginDevices.parse(devices);
    }

    NoticeHistory withDevices(LoginDevices known) {
        return new NoticeHistory(user, counts, known.encoded());
    }

    /** How many notices of the kind were sent in the hour of this time. */
    int sent(MailKind kind, Instant time) {
        return counts.stream()
                .filter(count -> count.kind() == kind && !count.isOverAt(time))
                .mapToInt(Count::sent)
                .sum();
    }

    NoticeHistory withSent(MailKind kind, Instant time) {
        var current = counts.stream()
                .filter(count -> count.kind() == kind && !count.isOverAt(time))
                .findFirst()
                .map(count -> new Count(kind, count.since(), count.sent() + 1))
                .orElseGet(() -> new Count(kind, time, 1));
        var others = counts.stream().filter(count -> count.kind() != kind);
        return new NoticeHistory(user, Stream.concat(others, Stream.of(current)).toList(), devices);
    }
}
