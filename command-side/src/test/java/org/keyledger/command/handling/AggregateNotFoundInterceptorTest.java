package org.keyledger.command.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.CLAIM;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.PASSWORD;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.VERIFICATION;
import static org.keyledger.command.Samples.logIn;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.rotate;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.keyledger.kernel.tenant.TenantCommand.ChangeTenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.user.UserCommand.CancelEmailChange;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.RepeatErasure;
import org.keyledger.kernel.user.UserCommand.RepeatNewPassword;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserCommand.UndoEmailChange;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;

@DisplayName("Commands for an unknown aggregate")
class AggregateNotFoundInterceptorTest {

    @ParameterizedTest
    @MethodSource("commands")
    void is_refused_as_the_feature_refuses(Command command, Refusal refusal) {
        try (var commandSide = new CommandSideFixture()) {
            assertThat(commandSide.expectRefusal(command)).isEqualTo(refusal);
            assertThat(commandSide.commits()).isEmpty();
        }
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                arguments(new RevokeApiKey(KEY, TENANT), Refusal.NO_SUCH_KEY),
                arguments(rotate(KEY, TENANT, Duration.ZERO), Refusal.NO_SUCH_KEY),
                arguments(new EndSession(SESSION, ADA), Refusal.NO_SUCH_SESSION),
                arguments(refresh(SESSION, 1), Refusal.NO_SUCH_SESSION),
                arguments(logIn(SESSION, FIRST), Refusal.STALE_CREDENTIAL),
                arguments(new VerifyEmail(ADA, REQUEST, Digest.of("link"), null), Refusal.INVALID_TOKEN),
                arguments(new RepeatNewPassword(ADA, Digest.of("receipt")), Refusal.INVALID_TOKEN),
                arguments(new RepeatErasure(ADA), Refusal.NO_SUCH_USER),
                arguments(new CancelEmailChange(ADA, REQUEST, Digest.of("link")), Refusal.INVALID_TOKEN),
                arguments(new UndoEmailChange(ADA, REQUEST, Digest.of("link"), CLAIM), Refusal.INVALID_TOKEN),
                arguments(
                        new ChangeTenantPolicy(TENANT, ADA, FIRST, Set.of(), TenantPolicy.UNSET),
                        Refusal.STALE_CREDENTIAL),
                arguments(new RequestEmailVerification(ADA, VERIFICATION), Refusal.NO_SUCH_USER),
                arguments(
                        new ChangePassword(ADA, FIRST, PASSWORD, null, false, Digest.of("receipt")),
                        Refusal.NO_SUCH_USER));
    }
}
