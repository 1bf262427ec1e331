package org.keyledger.server.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Unknown KEYLEDGER_ variables")
class UnknownVariableCheckTest {

    private final UnknownVariableCheck check = new UnknownVariableCheck(EnvironmentNames.read());

    @ParameterizedTest
    @CsvSource({
        "KEYLEDGER_LIMTS, KEYLEDGER_LIMITS",
        "KEYLEDGER_HASHING_TREADS, KEYLEDGER_HASHING_THREADS",
        "KEYLEDGER_MASTERKEY_FILE, KEYLEDGER_MASTER_KEY_FILE",
        "KEYLEDGER_TRUSTED_PROXY, KEYLEDGER_TRUSTED_PROXIES",
        "KEYLEDGER_JAVA_OPT, KEYLEDGER_JAVA_OPTS",
        "KEYLEDGER_MANAGMENT_PORT, KEYLEDGER_MANAGEMENT_PORT",
        "KEYLEDGER_PUBLIC_URL, PUBLIC_URL",
        "KEYLEDGER_SMTP_HOST, SMTP_HOST",
        "KEYLEDGER_HASHING_BCRYPT_COST, KEYLEDGER_BCRYPT_COST",
        "KEYLEDGER_API_KEYS_BRAND, KEYLEDGER_BRAND",
    })
    void are_refused_with_the_nearest_known_name(String unknown, String known) {
        // given
        var environment = Map.of("PATH", "/bin", unknown, "1");

        // when / then
        assertThatThrownBy(() -> check.check(environment))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith(unknown + " is not a setting, did you mean " + known + "?");
    }

    @Test
    void are_all_named_in_one_message() {
        // given
        var environment = Map.of("KEYLEDGER_DATE", "/srv", "KEYLEDGER_MALI", "off");

        // when / then
        assertThatThrownBy(() -> check.check(environment))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("KEYLEDGER_DATE is not a setting, did you mean KEYLEDGER_DATA?"
                        + " KEYLEDGER_MALI is not a setting, did you mean KEYLEDGER_MAIL?");
    }

    @ParameterizedTest
    @CsvSource({
        "KEYLEDGER_DATA, /srv",
        "KEYLEDGER_JAVA_OPTS, -Xmx1g",
        "KEYLEDGER_MANAGEMENT_PORT, 0",
        "KEYLEDGER_LOG_FORMAT, ecs",
    })
    void do_not_include_names_that_are_read(String name, String value) {
        assertThatCode(() -> check.check(Map.of(name, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "KEYLEDGER_SERVICE_HOST, 10.96.0.7",
        "KEYLEDGER_SERVICE_PORT, 8080",
        "KEYLEDGER_SERVICE_PORT_HTTP, 8080",
        "KEYLEDGER_PORT, tcp://10.96.0.7:8080",
        "KEYLEDGER_PORT_8080_TCP, tcp://10.96.0.7:8080",
        "KEYLEDGER_PORT_8080_TCP_PROTO, tcp",
        "KEYLEDGER_PORT_8080_TCP_PORT, 8080",
        "KEYLEDGER_PORT_8080_TCP_ADDR, 10.96.0.7",
        "KEYLEDGER_DB_SERVICE_HOST, 10.96.0.8",
        "KEYLEDGER_DB_PORT, tcp://10.96.0.8:27017",
        "KEYLEDGER_DB_PORT_27017_TCP_ADDR, 10.96.0.8",
    })
    void do_not_include_service_links(String name, String value) {
        assertThatCode(() -> check.check(Map.of(name, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "KEYLEDGER_PORT, 8080",
        "KEYLEDGER_SERVICE, x",
        "KEYLEDGER_PORT_TCP, 1",
        "KEYLEDGER_PORTS, tcp://10.0.0.1"
    })
    void include_names_that_only_resemble_service_links(String name, String value) {
        assertThatThrownBy(() -> check.check(Map.of(name, value)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(name + " is not a setting");
    }

    @ParameterizedTest
    @CsvSource({"KEYLEDGERS, x", "MY_KEYLEDGER_DATA, x", "keyledger_data, x", "SMTP_HOTS, x"})
    void are_only_those_with_the_prefix(String name, String value) {
        assertThatCode(() -> check.check(Map.of(name, value))).doesNotThrowAnyException();
    }
}
