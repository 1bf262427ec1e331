package org.keyledger.command.apikey;

import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.created;
import static org.keyledger.command.Samples.newKey;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.keyledger.command.Fixtures;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;

class CreatingAnApiKey {

    private static final Clock CLOCK = Fixtures.after(Duration.ZERO);

    @Test
    void records_all_but_its_secret() {
        var fixture = Fixtures.of(ApiKey.class, CLOCK);
        fixture.registerAnnotatedCommandHandler(
                new ApiKeys(fixture.getRepository(), (user, version, session) -> true, CLOCK));

        fixture.givenNoPriorActivity()
                .when(new CreateApiKey(TENANT, ADA_SIGNED_IN, newKey(KEY)))
                .expectEvents(created(newKey(KEY)))
                .expectResultMessagePayload(Decision.done());
    }
}
