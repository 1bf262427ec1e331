package org.keyledger.gateway.user;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.password.Password;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserProfile;

/** What somebody signs up with. */
public record NewAccount(
        EmailAddress email, Password password, @Nullable DisplayName name) {

    UserProfile profile() {
        return new UserProfile(email, name);
    }
}
