package org.keyledger.query.session;

import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Place;
import org.keyledger.query.projecting.Kind;
import org.keyledger.query.projecting.ReadModels;
import org.keyledger.query.projecting.View;

/** Keeps the devices that each user is signed in on, newest first; one that was signed out is forgotten. */
final class Devices {

    static final String VIEW = "devices";
    static final Kind<Device> KIND = Kind.of(VIEW, Device.class)
            .ordered("user", device -> new Place(device.user().toString(), String.format("%019d", device.started())));

    private final View<Device> devices;

    Devices(ReadModels models) {
        this.devices = models.view(KIND);
    }

    @EventHandler
    void on(
            SessionStarted event,
            Position position,
            @Timestamp Instant time,
            @MetaDataValue(RequestMetadata.ADDRESS) @Nullable String address,
            @MetaDataValue(RequestMetadata.USER_AGENT) @Nullable String userAgent) {
        devices.put(
                event.session(),
                position,
                new Device(
                        event.session(),
                        event.user(),
                        position.value(),
                        time,
                        time,
                        event.idleUntil(),
                        event.endsAt(),
                        address,
                        userAgent));
    }

    @EventHandler
    void on(
            SessionRefreshed event,
            Position position,
            @Timestamp Instant time,
            @MetaDataValue(RequestMetadata.ADDRESS) @Nullable String address,
            @MetaDataValue(RequestMetadata.USER_AGENT) @Nullable String userAgent) {
        devices.change(event.session(), position, device -> device.seen(event, time, address, userAgent));
    }

    @EventHandler
    void on(RefreshTokenReused event) {
        devices.remove(event.session());
    }

    @EventHandler
    void on(SessionEnded event) {
        devices.remove(event.session());
    }
}
