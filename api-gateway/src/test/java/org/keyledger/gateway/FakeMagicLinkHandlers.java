package org.keyledger.gateway;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.login.LoginCommand.RequestMagicLink;
import org.keyledger.kernel.login.LoginCommand.ShowMagicLinkCode;
import org.keyledger.kernel.login.LoginCommand.UseMagicLink;
import org.keyledger.kernel.mail.FoundMagicLink;
import org.keyledger.kernel.mail.FoundMagicLink.MagicLink;
import org.keyledger.kernel.user.MailRequestId;

/** The magic links of the {@link FakeCommandBus} and the {@link FakeQueryHandlers}, by the commands that were received. */
final class FakeMagicLinkHandlers {

    private FakeMagicLinkHandlers() {}

    static FoundMagicLink find(FakeBackend backend, MailRequestId request) {
        return new FoundMagicLink(payloads(backend, RequestMagicLink.class)
                .filter(it -> it.request().equals(request) && uses(backend, request) == 0)
                .map(it -> new MagicLink(
                        request,
                        it.address(),
                        payloads(backend, ShowMagicLinkCode.class)
                                .anyMatch(shown -> shown.request().equals(request))))
                .findFirst());
    }

    /** The command itself was received already. */
    static Decision use(FakeBackend backend, UseMagicLink it) {
        return uses(backend, it.request()) == 1 ? done() : refuse(Refusal.INVALID_TOKEN);
    }

    private static long uses(FakeBackend backend, MailRequestId request) {
        return payloads(backend, UseMagicLink.class)
                .filter(it -> it.request().equals(request))
                .count();
    }

    private static <C> Stream<C> payloads(FakeBackend backend, Class<C> command) {
        return backend.receivedCommands.stream()
                .map(CommandMessage::getPayload)
                .filter(command::isInstance)
                .map(command::cast);
    }
}
