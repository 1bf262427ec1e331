package org.keyledger.query.mail;

import java.time.Instant;
import java.util.Optional;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.NoticeRequest;
import org.keyledger.kernel.mail.SecurityNotice;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;
import org.keyledger.query.mail.LoginDevices.Device;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/**
 * Decides which security notices are sent, by the events alone: a rebuild decides the same. An event calls one method at
 * most, because a document is changed once at a position.
 */
final class NoticeHistories {

    static final String VIEW = "notices";

    private final View<NoticeHistory> histories;

    NoticeHistories(ReadModels models) {
        this.histories = models.view(ViewDefinition.of(VIEW, NoticeHistory.class));
    }

    /** The mail for this notice; empty if the user has had many of its kind within the hour. */
    Optional<PendingMail> record(NoticeRequest request, Position position, SecurityNotice notice) {
        var history = find(request.user());
        var mail = mail(history, request, notice, position);
        mail.ifPresent(sent -> put(position, history.withSent(request.kind(), notice.at())));
        return mail;
    }

    /**
     * Records the device of a log-in.
     *
     * @param mayReceive whether the user may get notices
     * @return the mail for this notice if the user has logged in before, but not with this device
     */
    Optional<PendingMail> recordLogIn(
            NoticeRequest request, Position position, SecurityNotice notice, Device device, boolean mayReceive) {
        var history = find(request.user());
        var known = history.knownDevices();
        var isNew = mayReceive && !known.isEmpty() && !known.contains(device);
        var mail = isNew ? mail(history, request, notice, position) : Optional.<PendingMail>empty();
        var changed = history.withDevices(known.with(device));
        put(position, mail.isPresent() ? changed.withSent(request.kind(), notice.at()) : changed);
        return mail;
    }

    /** Whether another mail of this kind may be sent to the user; counts it. */
    boolean count(UserId user, MailKind kind, Position position, Instant time) {
        var history = find(user);
        var allowed = history.sent(kind, time) < NoticeHistory.MAX_PER_HOUR;
        if (allowed) {
            put(position, history.withSent(kind, time));
        }
        return allowed;
    }

    private static Optional<PendingMail> mail(
            NoticeHistory history, NoticeRequest request, SecurityNotice notice, Position position) {
        var sent = history.sent(request.kind(), notice.at()) + 1;
        return sent > NoticeHistory.MAX_PER_HOUR
                ? Optional.empty()
                : Optional.of(PendingMail.of(request, notice.last(sent == NoticeHistory.MAX_PER_HOUR), position));
    }

    /** After the account was secured: somebody else may have logged in with one of them. */
    void forgetDevices(UserId user, Position position) {
        put(position, find(user).withDevices(LoginDevices.NONE));
    }

    void remove(UserId user) {
        histories.remove(user);
    }

    private NoticeHistory find(UserId user) {
        return histories.findInBatch(user).orElseGet(() -> NoticeHistory.none(user));
    }

    private void put(Position position, NoticeHistory changed) {
        histories.put(changed.user(), position, changed);
    }
}
