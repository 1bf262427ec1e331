package org.keyledger.gateway.page;

import java.net.URI;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people go.
 *
 * @param appUrl a path of this service, or an absolute URL
 */
@ConfigurationProperties("keyledger")
public record AppSettings(@DefaultValue("/account") String appUrl) {

    static final Setting<String> APP_URL = Setting.of(
            "keyledger.app-url",
            Bound.of(
                    "a path of this service such as /account, or an http or https URL such as https://app.example.com/start",
                    AppSettings::isLocation),
            "Where people go after they have logged in, with a provider too, or have opened a link of a mail. Set it to your"
                    + " application; the account page of this service is the default.");

    public AppSettings {
        APP_URL.require(appUrl);
    }

    private static boolean isLocation(String text) {
        return ReturnPath.isPath(text) || isUrl(text);
    }

    private static boolean isUrl(String text) {
        try {
            var url = URI.create(text);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
