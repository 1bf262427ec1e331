package org.keyledger.kernel.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

@DisplayName("The owner of an API key")
class KeyOwnerTest {

    private static final UserId USER = new UserId(new UUID(1, 2));
    private static final TenantId TENANT = new TenantId(new UUID(3, 4));

    @Test
    void is_the_creator_or_the_tenant() {
        assertThat(KeyOwner.Kind.USER.of(USER, TENANT)).isEqualTo(KeyOwner.of(USER));
        assertThat(KeyOwner.Kind.TENANT.of(USER, TENANT)).isEqualTo(KeyOwner.of(TENANT));
        assertThat(KeyOwner.of(USER).user()).contains(USER);
        assertThat(KeyOwner.of(TENANT).user()).isEmpty();
    }

    @Test
    void is_read_from_its_id() {
        assertThat(KeyOwner.parse(USER.toString())).isEqualTo(KeyOwner.of(USER));
        assertThat(KeyOwner.parse(TENANT.toString())).isEqualTo(KeyOwner.of(TENANT));
        assertThat(KeyOwner.of(TENANT)).hasToString(TENANT.toString());
    }
}
