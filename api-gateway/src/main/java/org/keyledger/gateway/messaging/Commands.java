package org.keyledger.gateway.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.messaging.ReadYourWrites.Written;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.login.LoginCommand.RequestMagicLink;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.user.UserCommand.RegisterUser;

/**
 * Sends commands on behalf of the current request. A refusal is thrown as its problem. The position of the last event
 * is written to {@code Ledger-Position}, and a call waits up to 2 s until read models and verifier have processed it.
 */
public final class Commands {

    private static final long TIMEOUT_SECONDS = 30;

    private final CommandBus bus;
    private final ReadYourWrites readYourWrites;
    private final Map<String, Object> extraMetadata;
    private final @Nullable Actor actor;

    Commands(CommandBus bus, ReadYourWrites readYourWrites) {
        this(bus, readYourWrites, Map.of(), null);
    }

    private Commands(
            CommandBus bus, ReadYourWrites readYourWrites, Map<String, Object> extraMetadata, @Nullable Actor actor) {
        this.bus = bus;
        this.readYourWrites = readYourWrites;
        this.extraMetadata = extraMetadata;
        this.actor = actor;
    }

    /** Sends with this actor instead of the one of the request. */
    public Commands actingAs(Actor other) {
        return new Commands(bus, readYourWrites, extraMetadata, other);
    }

    /** Sends with a key under which the ledger accepts one commit only. */
    public Commands withCommitKey(CommitKey key) {
        return withMetadata(
                Map.of(RequestMetadata.COMMIT_KEY, key.key(), RequestMetadata.FINGERPRINT, key.fingerprint()));
    }

    private Commands withMetadata(Map<String, Object> more) {
        var all = new HashMap<>(extraMetadata);
        all.putAll(more);
        return new Commands(bus, readYourWrites, Map.copyOf(all), actor);
    }

    /**
     * Sends the command and waits up to 2 s for the read models and the verifier.
     *
     * @return the decision, and how to answer: a success is returned even if the read models are late
     * @throws org.keyledger.gateway.problem.ProblemException if the command was refused or its commit failed
     */
    public Outcome send(Command command) {
        var decided = decide(command);
        var written = awaitVisible(decided);
        throwIfRefused(decided.decision());
        return new Outcome(decided.decision(), written);
    }

    /** As {@link #send}; empty if the command was refused for this reason. */
    public Optional<Outcome> sendUnlessRefused(Command command, Refusal reason) {
        var decided = decide(command);
        if (decided.decision().equals(Decision.refuse(reason))) {
            return Optional.empty();
        }
        var written = awaitVisible(decided);
        throwIfRefused(decided.decision());
        return Optional.of(new Outcome(decided.decision(), written));
    }

    /**
     * As {@link #send}, and waits up to 5 s until the verifier enforces the change.
     *
     * @throws org.keyledger.gateway.problem.ProblemException also 503 {@code verifier-behind}; a retry waits again
     */
    public Outcome sendAndAwaitApplied(Command command) {
        var decided = decide(command);
        throwIfRefused(decided.decision());
        readYourWrites.awaitEnforced(decided.position());
        return new Outcome(decided.decision(), awaitVisible(decided));
    }

    private Written awaitVisible(Decided decided) {
        return new Written(readYourWrites.awaitVisible(decided.position()));
    }

    private static void throwIfRefused(Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            throw RefusalProblems.toException(refused.reason());
        }
    }

    private Decided decide(Command command) {
        var result = dispatch(command);
        if (result.isExceptional()) {
            throw LedgerExceptionTranslator.toException(result.exceptionResult());
        }
        var decision = (Decision) result.getPayload();
        var position = result.getMetaData().get(RequestMetadata.POSITION) instanceof Number number
                ? number.longValue()
                : ReadYourWrites.NO_POSITION;
        if (!(decision instanceof Decision.Refused) && position != ReadYourWrites.NO_POSITION) {
            RequestContext.current().recordWrite(position);
        }
        return new Decided(decision, position);
    }

    private CommandResultMessage<?> dispatch(Command command) {
        var callback = new FutureCallback<Command, Object>();
        bus.dispatch(
                GenericCommandMessage.<Command>asCommandMessage(command).withMetaData(metadata(command)), callback);
        var result = callback.getResult(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (result == null) {
            throw Problem.OUTCOME_UNKNOWN.toException();
        }
        return result;
    }

    /** What the service does itself is not recorded with the address of the client. */
    private Map<String, Object> metadata(Command command) {
        var context = RequestContext.current();
        var acting = actor != null ? actor : context.actor();
        if (acting == null) {
            throw new IllegalStateException(
                    "command has no actor: " + command.getClass().getName());
        }
        var metadata = context.metadata();
        if (command instanceof StartSession || command instanceof RegisterUser) {
            metadata.putAll(context.clientMetadata());
        }
        if (command instanceof RequestMagicLink) {
            var language = context.clientMetadata().get(RequestMetadata.LANGUAGE);
            metadata.put(RequestMetadata.LANGUAGE, language == null ? Language.ENGLISH.tag() : language);
        }
        metadata.putAll(extraMetadata);
        metadata.putAll(acting.metadata());
        if (acting.kind() == Actor.Kind.SYSTEM) {
            metadata.keySet().removeAll(Set.of(RequestMetadata.ADDRESS, RequestMetadata.USER_AGENT));
        }
        return metadata;
    }

    private record Decided(Decision decision, long position) {}

    /**
     * The result of a command that was not refused.
     *
     * @param written its effect, and how to answer with it
     */
    public record Outcome(Decision decision, Written written) {

        /** Whether the command changed nothing, because its effect was in place already. */
        public boolean changedNothing() {
            return decision instanceof Decision.NoChange;
        }
    }
}
