package org.keyledger.gateway.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@DisplayName("The actor of a command")
@GatewayTest
class CommandActorTest {

    private static final UserId USER = new UserId(new UUID(1, 1));
    private static final TenantId TENANT = new TenantId(new UUID(1, 2));
    private static final Actor SESSION = Actor.user(USER, new SessionId(new UUID(1, 3)), TENANT);

    @Autowired
    Commands commands;

    @Autowired
    FakeBackend backend;

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @BeforeEach
    void a_request() {
        request.addHeader("User-Agent", "browser");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, new MockHttpServletResponse()));
    }

    @AfterEach
    void clear_the_request() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void is_required() {
        var sent = backend.receivedCommands.size();

        assertThatIllegalStateException()
                .isThrownBy(() -> send(commands))
                .withMessage("command has no actor: " + RevokeApiKey.class.getName());

        assertThat(backend.receivedCommands).hasSize(sent);
    }

    @Test
    void is_the_one_of_the_request() {
        RequestContext.recordActor(request, SESSION);

        assertThat(Actor.of(send(commands))).contains(SESSION);
    }

    @Test
    void is_replaced_as_a_whole() {
        RequestContext.recordActor(request, SESSION);

        assertThat(Actor.of(send(commands.actingAs(Actor.mailedLink(USER))))).contains(Actor.mailedLink(USER));
    }

    @Test
    void is_recorded_without_the_client_if_it_is_the_service() {
        RequestContext.recordActor(request, SESSION);

        assertThat(send(commands)).containsKeys(RequestMetadata.ADDRESS, RequestMetadata.USER_AGENT);
        assertThat(send(commands.actingAs(Actor.system())))
                .containsKey(RequestMetadata.CORRELATION)
                .doesNotContainKeys(RequestMetadata.ADDRESS, RequestMetadata.USER_AGENT);
    }

    /** Sends a command, which is refused, and returns its metadata. */
    private Map<String, ?> send(Commands sender) {
        try {
            sender.send(new RevokeApiKey(new ApiKeyId(new UUID(1, 9)), TENANT));
        } catch (ProblemException refused) {
            assertThat(refused).isNotNull();
        }
        return backend.receivedCommands.get(backend.receivedCommands.size() - 1).getMetaData();
    }
}
