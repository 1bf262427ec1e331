package org.keyledger.ledger.axon;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;

/** Calls the event handler methods of some objects. Which of them handle a type of events is looked up once. */
final class EventHandlers {

    private final List<AnnotationEventHandlerAdapter> handlers;
    private final Map<Class<?>, List<AnnotationEventHandlerAdapter>> handlersOf = new ConcurrentHashMap<>();

    /** @param objects with event handler methods; each event is passed to them in this order */
    EventHandlers(List<?> objects) {
        this.handlers = objects.stream().map(AnnotationEventHandlerAdapter::new).toList();
    }

    boolean canHandle(EventMessage<?> event) {
        return !handlersOf(event.getPayloadType()).isEmpty();
    }

    /** @throws IllegalStateException if a handler throws a checked exception; others are thrown as they are */
    void handle(EventMessage<?> event) {
        for (AnnotationEventHandlerAdapter handler : handlersOf(event.getPayloadType())) {
            try {
                handler.handle(event);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private List<AnnotationEventHandlerAdapter> handlersOf(Class<?> type) {
        return handlersOf.computeIfAbsent(
                type,
                it -> handlers.stream()
                        .filter(handler -> handler.canHandleType(it))
                        .toList());
    }
}
