package org.keyledger.command.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.command.user.PendingLinks.PendingLink;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.user.UserCommand.UndoEmailChange;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;

/**
 * The addresses that an undo can take back.
 *
 * @param addresses the oldest first
 * @param undone the link of the last undo; null if there was none since the last change
 */
record FormerAddresses(
        List<FormerAddress> addresses, @Nullable PendingLink undone) {

    static final FormerAddresses NONE = new FormerAddresses(List.of(), null);

    /** A former address and the link that takes it back. */
    record FormerAddress(ClaimedEmail email, PendingLink undo) {}

    Optional<FormerAddress> findUndoable(UndoEmailChange command, Instant now) {
        return addresses.stream()
                .filter(former -> former.undo().matches(command.request(), command.token(), now))
                .findFirst();
    }

    /** Whether this link took an address back, and nothing has changed the address since. */
    boolean isUndone(UndoEmailChange command, Instant now) {
        return undone != null && undone.matches(command.request(), command.token(), now);
    }

    /** Claims of every former address. */
    List<EmailClaimId> claims() {
        return addresses.stream().map(former -> former.email().claim()).toList();
    }

    /** Claims that were retained for an undo whose time is over. */
    List<EmailClaimId> expiredClaims(Instant now) {
        return addresses.stream()
                .filter(former -> former.undo().isExpiredAt(now))
                .map(former -> former.email().claim())
                .toList();
    }

    /** Claims of the addresses that the account had after this former one. */
    List<EmailClaimId> claimsAfter(FormerAddress former) {
        return addresses.subList(addresses.indexOf(former) + 1, addresses.size()).stream()
                .map(later -> later.email().claim())
                .toList();
    }

    /** The command that changed the address has released the claims that had expired at this time. */
    FormerAddresses after(EmailChanged event, ClaimedEmail former) {
        var request = event.request();
        var token = event.undoToken();
        var until = event.undoUntil();
        if (request == null || token == null || until == null) {
            return new FormerAddresses(without(event.claim()), null);
        }
        var now = until.minus(EmailChanged.UNDO_WINDOW);
        var kept = new ArrayList<>(without(event.claim()));
        kept.removeIf(address -> address.undo().isExpiredAt(now));
        kept.add(new FormerAddress(former, new PendingLink(request, token, until)));
        return new FormerAddresses(List.copyOf(kept), null);
    }

    /** Without the address that was taken back, and without those after it. */
    FormerAddresses after(EmailChangeUndone event) {
        var earlier = addresses.stream()
                .takeWhile(former -> !former.undo().request().equals(event.request()))
                .toList();
        return new FormerAddresses(earlier, addresses.get(earlier.size()).undo());
    }

    private List<FormerAddress> without(EmailClaimId claim) {
        return addresses.stream()
                .filter(former -> !former.email().claim().equals(claim))
                .toList();
    }
}
