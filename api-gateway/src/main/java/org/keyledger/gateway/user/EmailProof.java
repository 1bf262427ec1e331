package org.keyledger.gateway.user;

import org.keyledger.gateway.answering.Problem;
import org.keyledger.gateway.answering.ProblemException;
import org.keyledger.gateway.dispatching.Commands;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserId;

/** Takes the token of a mailed link, on whichever door it comes. */
final class EmailProof {

    private final Commands commands;
    private final Verifications verifications;

    EmailProof(Commands commands, Verifications verifications) {
        this.commands = commands;
        this.verifications = verifications;
    }

    /** Whose address is verified now; everything that can be wrong with a token is one 400 {@code invalid-token}. */
    UserId accept(String text) {
        var token = verifications.check(text).orElseThrow(Problem.INVALID_TOKEN::found);
        try {
            commands.as(token.user()).send(new VerifyEmail(token.user(), token.request(), token.digest()));
        } catch (ProblemException e) {
            throw e.problem() == Problem.UNAUTHENTICATED ? Problem.INVALID_TOKEN.found() : e;
        }
        return token.user();
    }
}
