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

    private static final long LONGEST_SECONDS = 30;

    private final CommandBus bus;
    private final ReadYourWrites settling;
    private final Map<String, Object> extra;

    Commands(CommandBus bus, ReadYourWrites settling) {
        this(bus, settling, Map.of());
    }

    private Commands(CommandBus bus, ReadYourWrites settling, Map<String, Object> extra) {
        this.bus = bus;
        this.settling = settling;
        this.extra = extra;
    }

    /** These commands, sent as this user: where nobody is signed in yet. */
    public Commands as(UserId actor) {
        return with(Map.of(RequestMetadata.ACTOR, actor.toString()));
    }

    /** These commands, whose commit can be made once only. */
    public Commands under(CommitKey key) {
        return with(Map.of(RequestMetadata.COMMIT_KEY, key.k(), RequestMetadata.BODY, key.body()));
    }

    private Commands with(Map<String, Object> more) {
        var all = new HashMap<>(extra);
        all.putAll(more);
        return new Commands(bus, settling, Map.copyOf(all));
    }

    /** @return what was done, and whether the read models have seen it */
    public Outcome send(Command command) {
        var decided = decided(command);
        var seen = settling.seen(decided.position());
        refuse(decided.decision());
        return new Outcome(decided.decision(), decided.position(), seen);
    }

    /** As {@link #send}, for what must be in force when the answer is given: else 503, and a retry goes on waiting. */
    public Outcome sendUntilInForce(Command command) {
        var decided = decided(command);
        refuse(decided.decision());
        settling.inForce(decided.position());
        return new Outcome(decided.decision(), decided.position(), settling.seen(decided.position()));
    }

    private static void refuse(Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            throw RefusalProblems.problem(refused.reason());
        }
    }

    private Decided decided(Command command) {
        var result = dispatch(command);
        if (result.isExceptional()) {
            throw LedgerExceptionTranslator.problem(result.exceptionResult());
        }
        var decision = (Decision) result.getPayload();
        var position = result.getMetaData().get(RequestMetadata.POSITION) instanceof Number number
                ? number.longValue()
                : ReadYourWrites.NOWHERE;
        if (!(decision instanceof Decision.Refused) && position != ReadYourWrites.NOWHERE) {
            RequestContext.current().wrote(position);
        }
        return new Decided(decision, position);
    }

    private CommandResultMessage<?> dispatch(Command command) {
        var metadata = RequestContext.current().metadata();
        metadata.putAll(extra);
        var answer = new FutureCallback<Command, Object>();
        bus.dispatch(GenericCommandMessage.<Command>asCommandMessage(command).withMetaData(metadata), answer);
        var result = answer.getResult(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (result == null) {
            throw Problem.OUTCOME_UNKNOWN.found();
        }
        return result;
    }

    private record Decided(Decision decision, long position) {}

    /**
     * What came of a command that was not refused.
     *
     * @param seen whether the read models hold it already
     */
    public record Outcome(Decision decision, long position, boolean seen) {

        public boolean nothingToDo() {
            return decision instanceof Decision.NoChange;
        }
    }
}
