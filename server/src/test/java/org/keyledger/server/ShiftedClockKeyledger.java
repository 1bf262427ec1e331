package org.keyledger.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.axonframework.eventhandling.GenericEventMessage;
import org.keyledger.server.settings.SettingsCheck;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/** The program with a clock that is an hour ahead while a file exists. */
public final class ShiftedClockKeyledger {

    private ShiftedClockKeyledger() {}

    /** @param arguments the file */
    public static void main(String... arguments) {
        var clock = new FileControlledClock(Path.of(arguments[0]));
        GenericEventMessage.clock = clock;
        var application = new SpringApplication(KeyledgerConfiguration.class);
        application.addListeners(new SettingsCheck());
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean("anotherTime", Clock.class, () -> clock, bean -> bean.setPrimary(true)));
        application.run();
    }

    private static final class FileControlledClock extends Clock {

        private final Path ahead;

        FileControlledClock(Path ahead) {
            this.ahead = ahead;
        }

        @Override
        public Instant instant() {
            var now = Instant.now();
            return Files.exists(ahead) ? now.plus(Duration.ofHours(1)) : now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
