package org.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Finding contract suites and the test classes that run them")
class ContractCoverageTest {

    @Test
    void finds_every_contract_of_a_store() {
        assertThat(ContractCoverage.contracts())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder(
                        "AtomicStoreContract",
                        "LedgerContract",
                        "ReservationContract",
                        "RollbackDetectionContract",
                        "VaultContract",
                        "ViewsContract");
    }

    @Test
    void finds_the_test_classes_that_extend_a_contract() {
        assertThat(ContractCoverage.suites(VaultContract.class, getClass())).containsExactly(InMemoryVaultTest.class);
    }

    @Test
    void finds_no_test_class_that_is_not_run() {
        assertThat(ContractCoverage.suites(UnusedContract.class, getClass())).isEmpty();
    }

    /** Extended only by classes that Maven or JUnit does not run. */
    private abstract static class UnusedContract {}

    /** Not annotated as nested. */
    private static final class StaticTest extends UnusedContract {}

    /** Not extended, so its nested class is not run. */
    private abstract static class Unextended {

        @Nested
        final class NestedPortTest extends UnusedContract {}
    }
}
