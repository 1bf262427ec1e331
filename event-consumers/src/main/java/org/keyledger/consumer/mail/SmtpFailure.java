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
 * What an SMTP server had against one letter (RFC 5321, section 4.2.1). It never says more than the code: the server's
 * words often repeat the address.
 *
 * @param code its reply
 * @param recipient whether it was about whom the letter goes to, and not about what is in it
 */
record SmtpFailure(int code, boolean recipient) {

    private static final int MIN_PERMANENT_CODE = 500;

    /** Empty when the failure has nothing to do with this letter: no connection, no permission to send at all. */
    static Optional<SmtpFailure> of(MailException e) {
        return chain(e).flatMap(SmtpFailure::from).findFirst();
    }

    /** Only a recipient can be refused for good; whether a content is, may change with the server's mood. */
    RuntimeException toException() {
        return recipient && code >= MIN_PERMANENT_CODE
                ? new PermanentMailFailureException("the mail server answered " + code)
                : new IllegalStateException("the mail server put the letter off with " + code);
    }

    static String rootCauseName(MailException e) {
        return chain(e).reduce((first, second) -> second)
                .map(it -> it.getClass().getSimpleName())
                .orElse("");
    }

    private static Stream<SmtpFailure> from(Throwable e) {
        if (e instanceof SMTPAddressFailedException it) {
            return Stream.of(new SmtpFailure(it.getReturnCode(), true));
        }
        if (e instanceof SMTPSendFailedException it && isAboutContent(it.getCommand())) {
            return Stream.of(new SmtpFailure(it.getReturnCode(), false));
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
        return Stream.of(Stream.of(e), nested(e), chain(e.getCause())).flatMap(it -> it);
    }

    private static Stream<Throwable> nested(Throwable e) {
        if (e instanceof MailSendException it) {
            return Stream.of(it.getMessageExceptions()).flatMap(SmtpFailure::chain);
        }
        return e instanceof MessagingException it && it.getNextException() != it.getCause()
                ? chain(it.getNextException())
                : Stream.empty();
    }
}
