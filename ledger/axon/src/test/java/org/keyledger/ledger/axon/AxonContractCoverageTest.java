package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.ContractCoverage;

@DisplayName("Running the contract suites of Axon's storage")
class AxonContractCoverageTest {

    @Test
    void includes_every_token_store_and_every_store() {
        assertThat(ContractCoverage.contracts(getClass()))
                .containsExactlyInAnyOrder(AxonStorageContract.class, TokenStoreContract.class);
        assertThat(ContractCoverage.suites(AxonStorageContract.class, getClass()))
                .contains(SqliteAxonStorageTest.class, FakeMongoAxonStorageTest.class);
        assertThat(ContractCoverage.suites(TokenStoreContract.class, getClass()))
                .contains(AtomicTokenStoreTest.class, ViewsTokenStoreTest.class)
                .hasSizeGreaterThan(2);
    }
}
