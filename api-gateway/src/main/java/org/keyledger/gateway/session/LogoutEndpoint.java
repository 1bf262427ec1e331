package org.keyledger.gateway.session;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /auth/logout}. When it answers, refresh token and every JWT of the session are dead. */
@RestController
final class LogoutEndpoint {

    private final Commands commands;

    LogoutEndpoint(Commands commands) {
        this.commands = commands;
    }

    record LogoutResponse(boolean ok, String message) {}

    @PostMapping("/auth/logout")
    LogoutResponse logOut(SessionCaller caller) {
        commands.sendAndAwaitApplied(new EndSession(caller.session(), caller.user()));
        return new LogoutResponse(true, "Logged out.");
    }
}
