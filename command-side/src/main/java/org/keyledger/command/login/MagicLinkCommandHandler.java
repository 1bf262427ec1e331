package org.keyledger.command.login;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.login.AddressDayId;
import org.keyledger.kernel.login.LoginCommand.RequestMagicLink;
import org.keyledger.kernel.login.LoginCommand.ShowMagicLinkCode;
import org.keyledger.kernel.login.LoginCommand.UseMagicLink;
import org.keyledger.kernel.login.LoginEvent.MagicLinkRequested;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.ledger.axon.LedgerRepository;
import org.keyledger.ledger.encryption.SubjectKeys;

/**
 * Handles magic links in streams of the address and the day, whether or not the address has an account. The address is
 * encrypted with the key of the day, so that none of a stranger outlasts that key.
 */
final class MagicLinkCommandHandler {

    private static final String LABEL = "magic links";

    private final Repository<MagicLinks> links;
    private final AddressDays days;
    private final SubjectKeys keys;
    private final Clock clock;

    MagicLinkCommandHandler(Repository<MagicLinks> links, SubjectKeys keys, Clock clock) {
        this.links = links;
        this.days = new AddressDays(keys, LABEL);
        this.keys = keys;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(RequestMagicLink command) throws Exception {
        var date = dateOf(command.request());
        var stream = days.stream(command.email(), date);
        if (stream.isEmpty()) {
            return noChange();
        }
        var requested = new MagicLinkRequested(
                stream.get(),
                keys.ensureDayKey(date),
                command.request(),
                command.address(),
                language(),
                clock.instant().plus(RequestMagicLink.LIFETIME));
        var decision = invoke(stream.get(), it -> it.request(requested));
        if (decision.isEmpty()) {
            links.newInstance(() -> new MagicLinks(requested));
        }
        return done();
    }

    /** That of the browser; English if the command does not say. */
    private static Language language() {
        var language = CurrentUnitOfWork.get().getMessage().getMetaData().get(RequestMetadata.LANGUAGE);
        return language == null ? Language.ENGLISH : Language.parse(language.toString());
    }

    @CommandHandler
    Decision handle(ShowMagicLinkCode command) {
        return withNewest(command.email(), command.request(), it -> it.showCode(command.request(), clock.instant()));
    }

    @CommandHandler
    Decision handle(UseMagicLink command) {
        return withNewest(
                command.email(), command.request(), it -> it.use(command.request(), command.byCode(), clock.instant()));
    }

    /** A link of yesterday is retired by every link of today. */
    private Decision withNewest(EmailHmac email, MailRequestId request, Function<MagicLinks, Decision> decide) {
        var date = dateOf(request);
        var isRetired = days.stream(email, date.plusDays(1))
                .filter(tomorrow -> !AddressDays.dateOf(clock.instant()).equals(date))
                .flatMap(next -> invoke(next, it -> done()))
                .isPresent();
        return days.stream(email, date)
                .filter(stream -> !isRetired)
                .flatMap(stream -> invoke(stream, decide))
                .orElseGet(() -> refuse(Refusal.INVALID_TOKEN));
    }

    /** Empty if nothing was requested in this stream. */
    private Optional<Decision> invoke(AddressDayId stream, Function<MagicLinks, Decision> decide) {
        return LedgerRepository.find(links, stream.toString()).map(found -> found.invoke(decide));
    }

    private static LocalDate dateOf(MailRequestId request) {
        return AddressDays.dateOf(request.requestedAt());
    }
}
