package org.keyledger.command.login;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.FailedLoginsId;
import org.keyledger.kernel.login.LoginCommand.RecordFailedLogin;
import org.keyledger.ledger.encryption.SubjectKeys;

/** Records failed log-ins in one stream per address and day. Records nothing for a day whose key was destroyed. */
final class FailedLoginRecorder {

    /** Label for deriving the day's HMAC key; differs from the label of the encryption key. */
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
        } catch (AggregateNotFoundException first) {
            days.newInstance(() -> new FailedLogins(stream));
            return done();
        }
    }

    private static FailedLoginsId streamId(SecretKey key, EmailHmac email) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            var bytes = mac.doFinal(email.value().getBytes(StandardCharsets.US_ASCII));
            return new FailedLoginsId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is not available in this JVM", e);
        }
    }
}
