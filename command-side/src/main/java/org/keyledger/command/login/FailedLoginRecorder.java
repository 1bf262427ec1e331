package org.keyledger.command.login;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.SecretKey;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.FailedLoginsId;
import org.keyledger.kernel.login.LoginCommand.RecordFailedLogin;
import org.keyledger.ledger.encryption.SubjectKeys;

/**
 * Records a failed log-in in the stream of an address and a day; does nothing once the key of that day is destroyed.
 */
final class FailedLoginRecorder {

    /** Label of the key that is derived from the day's key; encryption uses another label. */
    private static final String KEY_LABEL = "failed log-ins";

    private final Repository<FailedLogins> days;
    private final SubjectKeys keys;
    private final Clock clock;

    FailedLoginRecorder(Repository<FailedLogins> days, SubjectKeys keys, Clock clock) {
        this.days = days;
        this.keys = keys;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(RecordFailedLogin command) throws Exception {
        var key = keys.dayKey(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), KEY_LABEL);
        return key.isEmpty() ? noChange() : record(streamId(key.get(), command.email()));
    }

    private Decision record(FailedLoginsId stream) throws Exception {
        try {
            return days.load(stream.toString()).invoke(FailedLogins::recordFailure);
        } catch (AggregateNotFoundException e) {
            days.newInstance(() -> new FailedLogins(stream));
            return done();
        }
    }

    private static FailedLoginsId streamId(SecretKey key, EmailHmac email) {
        var bytes = Hmac.sha256(key, email.value().getBytes(StandardCharsets.US_ASCII));
        return new FailedLoginsId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
