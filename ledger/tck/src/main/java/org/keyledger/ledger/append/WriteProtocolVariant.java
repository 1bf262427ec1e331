package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.AppendRejectedException.StorageFullException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.append.WriteProtocol.CommitOutcome;
import org.keyledger.ledger.append.WriteProtocol.InFlightCommit;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.Tip;

/** The write protocol and incorrect variants of it, which tests must detect. */
public enum WriteProtocolVariant {
    CORRECT {
        @Override
        WriteProtocol of(WriteProtocol correct, CommitStore store) {
            return correct;
        }
    },

    /** Trusts a duplicate key error without reading which commit holds the key. */
    TRUSTS_DUPLICATES {
        @Override
        WriteProtocol of(WriteProtocol correct, CommitStore store) {
            return new FaultyProtocol(correct) {
                @Override
                public CommitOutcome outcomeOf(Commit commit, Position position) {
                    EventRecord first = commit.events().get(0);
                    return new CommitOutcome.Rejected(
                            new SequenceConflictException(first.aggregateId(), first.sequence()));
                }
            };
        }
    },

    /** Reads the sequence before the commit id, so that a repeated request gets a conflict instead of its success. */
    ASKS_SEQUENCE_BEFORE_KEY {
        @Override
        WriteProtocol of(WriteProtocol correct, CommitStore store) {
            return new FaultyProtocol(correct) {
                @Override
                public CommitOutcome outcomeOf(Commit commit, Position position) {
                    return bySequence(commit).orElseGet(() -> super.outcomeOf(commit, position));
                }

                @Override
                public CommitOutcome outcomeOf(Commit commit) {
                    return bySequence(commit).orElseGet(() -> super.outcomeOf(commit));
                }

                private Optional<CommitOutcome> bySequence(Commit commit) {
                    return commit.events().stream()
                            .filter(event ->
                                    store.lastSequence(event.aggregateId()).orElse(-1L) >= event.sequence())
                            .filter(event -> !store.readEvents(event.aggregateId(), event.sequence(), 1)
                                    .get(0)
                                    .event()
                                    .id()
                                    .equals(event.id()))
                            .<CommitOutcome>map(event -> new CommitOutcome.Rejected(
                                    new SequenceConflictException(event.aggregateId(), event.sequence())))
                            .findFirst();
                }
            };
        }
    },

    /** Takes a new position after an unknown outcome, as if nothing had been sent. */
    RESENDS_TO_A_NEW_POSITION {
        @Override
        WriteProtocol of(WriteProtocol correct, CommitStore store) {
            return new FaultyProtocol(correct) {
                @Override
                public List<PendingAppend> resolveInDoubt(
                        Sender sender, List<InFlightCommit> inFlight, Throwable cause) {
                    return inFlight.stream().map(InFlightCommit::pendingAppend).toList();
                }
            };
        }
    },

    /** Reports an unknown outcome and chains the next batch to the unresolved one. */
    CONTINUES_BEFORE_THE_LAST_IS_RESOLVED {
        @Override
        WriteProtocol of(WriteProtocol correct, CommitStore store) {
            return new FaultyProtocol(correct) {
                @Override
                public List<PendingAppend> resolveInDoubt(
                        Sender sender, List<InFlightCommit> inFlight, Throwable cause) {
                    inFlight.forEach(it -> it.pendingAppend().completeUnknown(cause));
                    sender.markCommitted(inFlight);
                    return List.of();
                }
            };
        }
    },

    /** Gives a displaced commit a new position without computing its hashes again. */
    RENUMBERS_WITHOUT_HASHING {
        @Override
        WriteProtocol of(WriteProtocol correct, CommitStore store) {
            Map<String, RecordedCommit> hashed = new HashMap<>();
            return new FaultyProtocol(correct) {
                @Override
                public List<InFlightCommit> chain(Tip tip, List<PendingAppend> appends, String writer) {
                    List<InFlightCommit> inFlight = new ArrayList<>();
                    for (InFlightCommit it : super.chain(tip, appends, writer)) {
                        RecordedCommit rechained = it.chained().commit();
                        RecordedCommit first =
                                hashed.merge(rechained.commit().commitId(), rechained, (old, latest) -> old);
                        inFlight.add(new InFlightCommit(
                                it.pendingAppend(),
                                new ChainedCommit(
                                        new RecordedCommit(
                                                rechained.first(),
                                                rechained.commit(),
                                                writer,
                                                rechained.maxEventTime(),
                                                first.previousHash(),
                                                first.hash()),
                                        it.chained().canonical())));
                    }
                    return inFlight;
                }
            };
        }
    },

    /** Assumes that the commit at its position is its own, although another process may have written it. */
    IDENTIFIES_COMMITS_BY_POSITION {
        @Override
        WriteProtocol of(WriteProtocol correct, CommitStore store) {
            return new FaultyProtocol(correct) {
                @Override
                public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> inFlight, Throwable cause)
                        throws InterruptedException {
                    List<PendingAppend> unresolved = super.resolveInDoubt(sender, inFlight, cause);
                    InFlightCommit first = inFlight.get(0);
                    boolean isAtPosition = store.read(first.position(), 1).stream()
                            .anyMatch(it -> it.commit().equals(first.commit()));
                    List<InFlightCommit> rest = inFlight.stream()
                            .filter(it -> unresolved.contains(it.pendingAppend()))
                            .toList();
                    if (!isAtPosition || rest.isEmpty()) {
                        return unresolved;
                    }
                    sender.resend(rest);
                    return super.resolveInDoubt(sender, rest, cause);
                }
            };
        }
    },

    /** Reports after an unknown outcome that nothing was stored. */
    REPORTS_UNKNOWN_AS_REJECTED {
        @Override
        WriteProtocol of(WriteProtocol correct, CommitStore store) {
            return new FaultyProtocol(correct) {
                @Override
                public List<PendingAppend> resolveInDoubt(
                        Sender sender, List<InFlightCommit> inFlight, Throwable cause) {
                    inFlight.forEach(it -> it.pendingAppend().reject(new SequenceConflictException("unknown", 0)));
                    return List.of();
                }
            };
        }
    },

    /** Resolves only the last commit after an unknown outcome and rejects those before it, which may be stored. */
    DROPS_THE_PREFIX {
        @Override
        WriteProtocol of(WriteProtocol correct, CommitStore store) {
            return new FaultyProtocol(correct) {
                @Override
                public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> inFlight, Throwable cause)
                        throws InterruptedException {
                    int last = inFlight.size() - 1;
                    inFlight.subList(0, last).forEach(it -> it.pendingAppend().reject(new StorageFullException()));
                    return super.resolveInDoubt(sender, inFlight.subList(last, inFlight.size()), cause);
                }
            };
        }
    },

    /** Assumes that the whole batch is stored if its first commit is. */
    ASSUMES_THE_SUFFIX_IS_COMMITTED {
        @Override
        WriteProtocol of(WriteProtocol correct, CommitStore store) {
            return new FaultyProtocol(correct) {
                @Override
                public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> inFlight, Throwable cause)
                        throws InterruptedException {
                    List<PendingAppend> unresolved = super.resolveInDoubt(sender, inFlight.subList(0, 1), cause);
                    if (unresolved.isEmpty()) {
                        sender.markCommitted(inFlight.subList(1, inFlight.size()));
                    }
                    return unresolved;
                }
            };
        }
    };

    abstract WriteProtocol of(WriteProtocol correct, CommitStore store);

    /** Delegates to the correct protocol; subclasses change one step. */
    private abstract static class FaultyProtocol implements WriteProtocol {

        private final WriteProtocol delegate;

        private FaultyProtocol(WriteProtocol correct) {
            this.delegate = correct;
        }

        @Override
        public CommitOutcome outcomeOf(Commit commit, Position position) {
            return delegate.outcomeOf(commit, position);
        }

        @Override
        public CommitOutcome outcomeOf(Commit commit) {
            return delegate.outcomeOf(commit);
        }

        @Override
        public List<InFlightCommit> chain(Tip tip, List<PendingAppend> appends, String writer) {
            return delegate.chain(tip, appends, writer);
        }

        @Override
        public List<PendingAppend> resolveInDoubt(Sender sender, List<InFlightCommit> inFlight, Throwable cause)
                throws InterruptedException {
            return delegate.resolveInDoubt(sender, inFlight, cause);
        }
    }
}
