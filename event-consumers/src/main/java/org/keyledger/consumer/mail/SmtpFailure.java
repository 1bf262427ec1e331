package org.keyledger.consumer.mail;

import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/**
 * The reply of an SMTP server that rejected one mail (RFC 5321, section 4.2.1). Only the code is kept, because the
 * server's text often repeats the address.
 *
 * @param code the reply code
 * @param recipient whether the recipient was rejected, and not the content
 */
record SmtpFailure(int code, boolean recipient) {

    private static final int MIN_PERMANENT_CODE = 500;

    /** Empty if the failure does not concern this mail, for example a failed connection or authentication. */
    static Optional<SmtpFailure> of(MailException e) {
        return chain(e).flatMap(SmtpFailure::from).findFirst();
    }

    /** Only a rejected recipient is permanent: content filters may accept the same content later. */
    RuntimeException toException() {
        return recipient && code >= MIN_PERMANENT_CODE
                ? new PermanentMailFailureException("Mail server rejected the recipient with code " + code)
                : new IllegalStateException("Mail server rejected the mail with code " + code + ", it is retried");
    }

    static String rootCauseName(MailException e) {
        return chain(e).reduce((first, second) -> second)
                .map(cause -> cause.getClass().getSimpleName())
                .orElse("");
    }

    private static Stream<SmtpFailure> from(Throwable e) {
        if (e instanceof SMTPAddressFailedException failure) {
            return Stream.of(new SmtpFailure(failure.getReturnCode(), true));
        }
        if (e instanceof SMTPSendFailedException failure && isAboutContent(failure.getCommand())) {
            return Stream.of(new SmtpFailure(failure.getReturnCode(), false));
        }
        return Stream.empty();
    }

    private static boolean isAboutContent(@Nullable String command) {
        return command != null && (command.equals(".") || command.startsWith("DATA"));
    }

    private static Stream<Throwable> chain(@Nullable Throwable e) {
        if (e == null) {
            return Stream.empty();
        }
        return Stream.of(Stream.of(e), nested(e), chain(e.getCause())).flatMap(failures -> failures);
    }

    private static Stream<Throwable> nested(Throwable e) {
        if (e instanceof MailSendException failure) {
            return Stream.of(failure.getMessageExceptions()).flatMap(SmtpFailure::chain);
        }
        return e instanceof MessagingException failure && failure.getNextException() != failure.getCause()
                ? chain(failure.getNextException())
                : Stream.empty();
    }
}
