package org.keyledger.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Times requests by method, route and status. The route is the pattern of the endpoint, never the path of the request:
 * paths contain ids, and clients could create any number of meters. The time includes reading the body.
 */
final class RequestMetricsInterceptor implements HandlerInterceptor {

    private static final String START_ATTRIBUTE = RequestMetricsInterceptor.class.getName();

    private final MeterRegistry meters;
    private final Map<TimerKey, Timer> timers = new ConcurrentHashMap<>();

    RequestMetricsInterceptor(MeterRegistry meters) {
        this.meters = meters;
    }

    private record TimerKey(String method, String route, int status) {}

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(START_ATTRIBUTE) == null) {
            request.setAttribute(START_ATTRIBUTE, System.nanoTime());
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (!request.isAsyncStarted() && request.getAttribute(START_ATTRIBUTE) instanceof Long startedAtNanos) {
            var route = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            timers.computeIfAbsent(new TimerKey(request.getMethod(), route, response.getStatus()), this::timer)
                    .record(System.nanoTime() - startedAtNanos, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(TimerKey key) {
        return Timer.builder("keyledger.requests")
                .description("Time of a request inside the service")
                .tag("method", key.method())
                .tag("route", key.route())
                .tag("status", String.valueOf(key.status()))
                .serviceLevelObjectives(HistogramBuckets.LATENCY)
                .register(meters);
    }
}
