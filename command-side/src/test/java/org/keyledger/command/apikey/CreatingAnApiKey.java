package org.keyledger.command.apikey;

import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.created;
import static org.keyledger.command.Samples.newKey;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.keyledger.command.Fixtures;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;

class CreatingAnApiKey {

    @Test
    void records_all_but_its_secret() {
        var fixture = Fixtures.of(ApiKey.class, Fixtures.after(Duration.ZERO));
        fixture.registerAnnotatedCommandHandler(new ApiKeys(fixture.getRepository()));

        fixture.givenNoPriorActivity()
                .when(new CreateApiKey(TENANT, ADA, newKey(KEY)))
                .expectEvents(created(newKey(KEY)))
                .expectResultMessagePayload(Decision.done());
    }
}
