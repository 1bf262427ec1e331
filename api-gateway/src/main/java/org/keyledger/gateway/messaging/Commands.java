package org.keyledger.gateway.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.user.UserId;

/**
 * Sends commands on behalf of the current request. A refusal becomes its problem; the position goes into
 * {@code Ledger-Position}, and the answer waits until read models and verifier have seen it (at most 2 s).
 */
public final class Commands {

    private static final long TIMEOUT_SECONDS = 30;

    private final CommandBus bus;
    private final ReadYourWrites readYourWrites;
    private final Map<String, Object> extraMetadata;

    Commands(CommandBus bus, ReadYourWrites readYourWrites) {
        this(bus, readYourWrites, Map.of());
    }

    private Commands(CommandBus bus, ReadYourWrites readYourWrites, Map<String, Object> extra) {
        this.bus = bus;
        this.readYourWrites = readYourWrites;
        this.extraMetadata = extra;
    }

    /** These commands, sent as this user: where nobody is signed in yet. */
    public Commands actingAs(UserId actor) {
        return withMetadata(Map.of(RequestMetadata.ACTOR, actor.toString()));
    }

    /** These commands, whose commit can be made once only. */
    public Commands withCommitKey(CommitKey key) {
        return withMetadata(
                Map.of(RequestMetadata.COMMIT_KEY, key.key(), RequestMetadata.FINGERPRINT, key.fingerprint()));
    }

    private Commands withMetadata(Map<String, Object> more) {
        var all = new HashMap<>(extraMetadata);
        all.putAll(more);
        return new Commands(bus, readYourWrites, Map.copyOf(all));
    }

    /** @return what was done, and whether the read models have seen it */
    public Outcome send(Command command) {
        var decided = decide(command);
        var seen = readYourWrites.awaitProjected(decided.position());
        throwIfRefused(decided.decision());
        return new Outcome(decided.decision(), decided.position(), seen);
    }

    /** As {@link #send}, for what must be in force when the answer is given: else 503, and a retry goes on waiting. */
    public Outcome sendAndAwaitApplied(Command command) {
        var decided = decide(command);
        throwIfRefused(decided.decision());
        readYourWrites.awaitEnforced(decided.position());
        return new Outcome(decided.decision(), decided.position(), readYourWrites.awaitProjected(decided.position()));
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
        var metadata = RequestContext.current().metadata();
        metadata.putAll(extraMetadata);
        var answer = new FutureCallback<Command, Object>();
        bus.dispatch(GenericCommandMessage.<Command>asCommandMessage(command).withMetaData(metadata), answer);
        var result = answer.getResult(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (result == null) {
            throw Problem.OUTCOME_UNKNOWN.toException();
        }
        return result;
    }

    private record Decided(Decision decision, long position) {}

    /**
     * What came of a command that was not refused.
     *
     * @param projected whether the read models hold it already
     */
    public record Outcome(Decision decision, long position, boolean projected) {

        public boolean nothingToDo() {
            return decision instanceof Decision.NoChange;
        }
    }
}
