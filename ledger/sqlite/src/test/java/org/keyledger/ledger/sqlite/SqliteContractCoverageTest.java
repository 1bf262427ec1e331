package org.keyledger.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyledger.ledger.ContractCoverage;

@DisplayName("Running the contract suites of a store on SQLite")
class SqliteContractCoverageTest {

    @ParameterizedTest
    @MethodSource("contracts")
    void includes_each(Class<?> contract) {
        assertThat(ContractCoverage.suites(contract, getClass())).isNotEmpty();
    }

    private static List<Class<?>> contracts() {
        return ContractCoverage.contracts();
    }
}
