package org.keyledger.ledger.axon;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.annotation.CreatesDataSubject;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;

/** Commands and events of a sample domain: people who are greeted. */
final class SampleDomain {

    @CreatesDataSubject("person")
    record PersonMet(
            String person,
            @PersonalData(subject = "person") String name,
            @Secret(subject = "person") @Nullable String password,
            Instant when) {}

    record PersonGreeted(String person, int times) {}

    record PersonRenamed(
            String person, @PersonalData(subject = "person") String name) {}

    record ContactList(String owner, List<Address> addresses) {}

    record Address(
            String person, @PersonalData(subject = "person") String street) {}

    record Note(
            String team,
            String author,

            @PersonalData(subject = "team", alsoSubject = "author")
            String text) {}

    record Meet(@TargetAggregateIdentifier String person, String name) {}

    record Greet(@TargetAggregateIdentifier String person, int times) {}

    static final EventTypeRegistry NAMES = new EventTypeRegistry(
            Map.of(
                    "person.met", PersonMet.class,
                    "person.greeted", PersonGreeted.class,
                    "person.renamed", PersonRenamed.class,
                    "contact.list", ContactList.class,
                    "text", String.class),
            Map.of("person.renamed", 3));

    static final Set<String> PERSONAL = Set.of("ip", "agent");

    final InMemoryLedger ledger;
    final InMemoryVault vault = new InMemoryVault();
    final LedgerAxonAdapter axon;

    SampleDomain() {
        this(new InMemoryLedger());
    }

    SampleDomain(InMemoryLedger ledger) {
        this.ledger = ledger;
        this.axon = new LedgerAxonAdapter(
                ledger, vault, EventSerialization.of(NAMES, PERSONAL), Clock.systemUTC(), new SecureRandom());
    }
}
