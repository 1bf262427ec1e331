package org.keyledger.gateway.user;

import java.util.Optional;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SpentTokens;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.user.UserCommand;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserId;

/** Takes the token of a mailed link, on whichever door it comes. */
final class EmailVerification {

    private final Commands commands;
    private final VerificationLinks verifications;
    private final RequestIdsFactory mints;
    private final SpentTokens refused;

    EmailVerification(
            Commands commands, VerificationLinks verifications, RequestIdsFactory mints, SpentTokens refused) {
        this.commands = commands;
        this.verifications = verifications;
        this.mints = mints;
        this.refused = refused;
    }

    /** Whose address is verified now; everything that can be wrong with a token is one 400 {@code invalid-token}. */
    UserId accept(String text) {
        var token = Digest.of(text);
        var command = verify(text)
                .or(() -> change(text))
                .filter(it -> !refused.has(token))
                .orElseThrow(Problem.INVALID_TOKEN::found);
        try {
            commands.as(command.user()).send(command);
        } catch (ProblemException e) {
            if (e.problem() == Problem.INVALID_TOKEN) {
                refused.add(token);
            }
            throw e.problem() == Problem.UNAUTHENTICATED ? Problem.INVALID_TOKEN.found() : e;
        }
        return command.user();
    }

    private Optional<UserCommand> verify(String text) {
        return verifications.check(text).map(it -> new VerifyEmail(it.user(), it.request(), it.digest()));
    }

    private Optional<UserCommand> change(String text) {
        return verifications
                .checkChange(text)
                .map(it -> new ConfirmEmailChange(
                        it.user(), it.request(), it.digest(), mints.random().claim()));
    }
}
