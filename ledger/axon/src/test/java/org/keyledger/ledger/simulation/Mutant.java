package org.keyledger.ledger.simulation;

import java.util.function.UnaryOperator;
import org.keyledger.ledger.append.InsertResult;
import org.keyledger.ledger.append.WriteProtocolVariant;

/** The algorithm with one error. The simulation must detect each. */
enum Mutant {
    BUILDS_ON_AN_UNKNOWN_PREFIX(setting -> setting.with(
            (InsertReplyInterpreter) (reply, size) -> reply.writeConcernError() != null && reply.writeErrorAt() < 0
                    ? new InsertResult.Unknown(new IllegalStateException())
                    : InsertReplyInterpreter.errors(reply, size))),
    DROPS_THE_COMMITS_BEFORE_THE_FAILING_ONE(setting -> setting.with(WriteProtocolVariant.DROPS_THE_PREFIX)),
    TREATS_A_TIMEOUT_AS_SUCCESS(setting -> setting.with((InsertReplyInterpreter) InsertReplyInterpreter::errors)),
    TREATS_A_TIMEOUT_AS_REJECTION(
            setting -> setting.with((InsertReplyInterpreter) (reply, size) -> reply.writeConcernError() != null
                    ? new InsertResult.StorageFull()
                    : InsertReplyInterpreter.errors(reply, size))),
    TRUSTS_DUPLICATES(setting -> setting.with(WriteProtocolVariant.TRUSTS_DUPLICATES)),
    ASKS_SEQUENCE_BEFORE_KEY(setting -> setting.with(WriteProtocolVariant.ASKS_SEQUENCE_BEFORE_KEY)),
    RESENDS_TO_A_NEW_POSITION(setting -> setting.with(WriteProtocolVariant.RESENDS_TO_A_NEW_POSITION)),
    CONTINUES_BEFORE_THE_LAST_IS_RESOLVED(
            setting -> setting.with(WriteProtocolVariant.CONTINUES_BEFORE_THE_LAST_IS_RESOLVED)),
    RENUMBERS_WITHOUT_HASHING(setting -> setting.with(WriteProtocolVariant.RENUMBERS_WITHOUT_HASHING)),
    IDENTIFIES_COMMITS_BY_POSITION(setting -> setting.with(WriteProtocolVariant.IDENTIFIES_COMMITS_BY_POSITION)),
    REPORTS_UNKNOWN_AS_REJECTED(setting -> setting.with(WriteProtocolVariant.REPORTS_UNKNOWN_AS_REJECTED)),
    ASSUMES_THE_SUFFIX_IS_COMMITTED(setting -> setting.with(WriteProtocolVariant.ASSUMES_THE_SUFFIX_IS_COMMITTED)),
    INSERTS_UNORDERED(setting -> setting.with(new ReadWriteConcern(false, true, true, true))),
    WAITS_FOR_THE_PRIMARY_ALONE(setting -> setting.with(new ReadWriteConcern(true, false, true, true))),
    READS_WHAT_MAY_BE_ROLLED_BACK(setting -> setting.with(new ReadWriteConcern(true, true, false, true))),
    READS_LESS_THAN_IT_HAS_SEEN(setting -> setting.with(new ReadWriteConcern(true, true, true, false))),
    REPLACES_PENDING_CLAIMS(setting -> setting.with(EmailClaimModel.ClaimPolicy.REPLACES_PENDING_CLAIMS)),
    REMOVES_CLAIMS_BY_ADDRESS(setting -> setting.with(EmailClaimModel.ClaimPolicy.REMOVES_BY_ADDRESS)),
    PROJECTS_WITHOUT_A_GUARD(ProcessBehavior::unguarded),
    READS_ITS_POSITION_BEFORE_FENCING(ProcessBehavior::readingBeforeFencing);

    private final UnaryOperator<ProcessBehavior> wrong;

    Mutant(UnaryOperator<ProcessBehavior> wrong) {
        this.wrong = wrong;
    }

    UnaryOperator<ProcessBehavior> wrong() {
        return wrong;
    }
}
