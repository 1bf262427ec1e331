package org.keyledger.consumer.mail;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.keyledger.consumer.mail.MailedLink.Links;
import org.keyledger.consumer.subscription.CloudEvent;
import org.keyledger.consumer.subscription.EventHandler;
import org.keyledger.consumer.subscription.RetryLaterException;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.commit.ReadModelBehindException;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requested mails. Recipient and validity are queried from read models that have reached the position of the
 * request; the link is computed from the ids.
 */
final class Mailer implements EventHandler<MailRequested> {

    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);
    private static final int QUERY_TIMEOUT_SECONDS = 10;

    private final QueryGateway queries;
    private final ServiceKeys keys;
    private final EmailComposer composer;
    private final MailTransport transport;

    Mailer(QueryGateway queries, ServiceKeys keys, EmailComposer composer, MailTransport transport) {
        this.queries = queries;
        this.keys = keys;
        this.composer = composer;
        this.transport = transport;
    }

    @Override
    public void handle(CloudEvent<MailRequested> event) throws Exception {
        var request = event.data();
        var mail = findMail(request, event.position());
        if (mail.isPresent()) {
            send(request, mail.get());
        } else {
            LOG.debug("Mail {} skipped, it is no longer pending", request.requestId());
        }
    }

    private void send(MailRequested request, Mail mail) {
        try {
            transport.send(composer.compose(mail, request.requestId(), links(request, mail)));
            LOG.info("Mail {} sent", request.requestId());
        } catch (PermanentMailFailureException e) {
            LOG.warn(
                    "Mail {} to {} rejected permanently, not retried: {}",
                    request.requestId(),
                    request.userId().map(user -> "user " + user).orElse("the reader of a magic link"),
                    e.getMessage());
        }
    }

    private Links links(MailRequested request, Mail mail) {
        return Links.of(keys, mail.kind(), request.userId().orElse(null), request.requestId());
    }

    private Optional<Mail> findMail(MailRequested request, long position) throws Exception {
        var query = new GenericMessage<>(
                new FindMailToSend(request.userId().orElse(null), request.requestId(), request.kind()),
                Map.of(RequestMetadata.MIN_POSITION, position));
        try {
            return queries.query(FindMailToSend.class.getName(), query, ResponseTypes.instanceOf(MailToSend.class))
                    .get(QUERY_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .mail();
        } catch (TimeoutException e) {
            throw new RetryLaterException("Read models did not answer within " + QUERY_TIMEOUT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            if (isReadModelBehind(e)) {
                throw new RetryLaterException("Read models have not reached position " + position, e);
            }
            throw e;
        }
    }

    /**
     * Whether the read models have not caught up, or their handlers are not registered yet because the service is
     * starting.
     */
    private static boolean isReadModelBehind(@Nullable Throwable e) {
        return e != null
                && (e instanceof ReadModelBehindException
                        || e instanceof NoHandlerForQueryException
                        || isReadModelBehind(e.getCause()));
    }
}
