package org.keyledger.command.apikey;

import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.created;
import static org.keyledger.command.Samples.newKey;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.command.apikey.ApiKeyCreators.ApiKeyCreator;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.user.CredentialState;

@DisplayName("Creating an API key")
class ApiKeyCreationTest {

    private static final Clock CLOCK = AggregateFixtures.after(Duration.ZERO);

    @Test
    void records_all_but_its_secret() {
        var fixture = AggregateFixtures.of(ApiKey.class, CLOCK);
        fixture.registerAnnotatedCommandHandler(new ApiKeyCommandHandler(
                fixture.getRepository(),
                user -> Optional.of(new ApiKeyCreator(new CredentialState(FIRST, null), FIRST)),
                CLOCK));

        fixture.givenNoPriorActivity()
                .when(new CreateApiKey(TENANT, ADA_SIGNED_IN, KeyOwner.Kind.USER, newKey(KEY)))
                .expectEvents(created(newKey(KEY)))
                .expectResultMessagePayload(Decision.done());
    }
}
