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
 * Sends the mails that are ordered. Whom to, and whether it is still worth it, it asks the read models as of the order's
 * own position; the link it makes again from the ids.
 */
final class Mailer implements EventHandler<MailRequested> {

    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);
    private static final int QUERY_TIMEOUT_SECONDS = 10;

    private final QueryGateway queries;
    private final ServiceKeys keys;
    private final EmailComposer composer;
    private final MailTransport transport;

    Mailer(QueryGateway queries, ServiceKeys keys, EmailComposer letters, MailTransport transport) {
        this.queries = queries;
        this.keys = keys;
        this.composer = letters;
        this.transport = transport;
    }

    @Override
    public void handle(CloudEvent<MailRequested> event) throws Exception {
        var order = event.data();
        var mail = findMail(order, event.position());
        if (mail.isPresent()) {
            send(order, mail.get());
        } else {
            LOG.debug("mail {} is not needed any more", order.requestId());
        }
    }

    private void send(MailRequested order, Mail mail) {
        try {
            transport.send(composer.compose(mail, order.requestId(), link(order, mail)));
            LOG.info("mail {} sent", order.requestId());
        } catch (PermanentMailFailureException e) {
            LOG.warn("mail {} of user {} was refused for good: {}", order.requestId(), order.userId(), e.getMessage());
        }
    }

    private Optional<String> link(MailRequested order, Mail mail) {
        return MailedLink.forKind(mail.kind()).map(link -> link.pathAndQuery(keys, order.userId(), order.requestId()));
    }

    private Optional<Mail> findMail(MailRequested order, long position) throws Exception {
        var query = new GenericMessage<>(
                new FindMailToSend(order.userId(), order.requestId(), order.kind()),
                Map.of(RequestMetadata.MIN_POSITION, position));
        try {
            return queries.query(FindMailToSend.class.getName(), query, ResponseTypes.instanceOf(MailToSend.class))
                    .get(QUERY_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .mail();
        } catch (TimeoutException e) {
            throw new RetryLaterException("the read models do not answer", e);
        } catch (ExecutionException e) {
            if (isReadModelBehind(e)) {
                throw new RetryLaterException("the read models are behind", e);
            }
            throw e;
        }
    }

    /** Not caught up yet, or the program is still starting. */
    private static boolean isReadModelBehind(@Nullable Throwable e) {
        return e != null
                && (e instanceof ReadModelBehindException
                        || e instanceof NoHandlerForQueryException
                        || isReadModelBehind(e.getCause()));
    }
}
