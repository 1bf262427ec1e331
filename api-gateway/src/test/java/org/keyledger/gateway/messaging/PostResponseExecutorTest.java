package org.keyledger.gateway.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.RequestMetadata;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class PostResponseExecutorTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @BeforeEach
    void a_request() {
        request.addHeader("User-Agent", "browser");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, response));
    }

    @AfterEach
    void answered() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void speaks_for_the_request_and_shows_nothing_in_its_answer() {
        var afterwards = new PostResponseExecutor();

        afterwards.take(() -> {
            var exchange = RequestContext.current();
            exchange.wrote(7);
            assertThat(exchange.atLeast()).hasValue(7);
            assertThat(exchange.metadata()).containsEntry(RequestMetadata.USER_AGENT, "browser");
            request.setAttribute("done", true);
        });
        afterwards.stop();

        assertThat(request.getAttribute("done")).isEqualTo(true);
        assertThat(response.getHeader("Ledger-Position")).isNull();
    }

    @Test
    void is_done_before_the_end_also_where_some_of_it_fails() {
        var afterwards = new PostResponseExecutor();
        var done = new AtomicInteger();

        for (var i = 0; i < 50; i++) {
            var fails = i % 10 == 0;
            afterwards.take(() -> {
                done.incrementAndGet();
                if (fails) {
                    throw new IllegalStateException("as it happens");
                }
            });
        }
        afterwards.stop();

        assertThat(done).hasValue(50);
        assertThat(afterwards.isRunning()).isFalse();
        assertThat(afterwards.take(done::incrementAndGet)).isFalse();
    }

    @Test
    void is_refused_where_too_much_of_it_waits() throws InterruptedException {
        var afterwards = new PostResponseExecutor(1);
        var busy = new CountDownLatch(2);
        var release = new CountDownLatch(1);
        for (var thread = 0; thread < 2; thread++) {
            while (!afterwards.take(() -> {
                busy.countDown();
                await(release);
            })) {
                Thread.onSpinWait();
            }
        }
        busy.await();

        assertThat(afterwards.take(() -> {})).isTrue();
        assertThat(afterwards.take(() -> {})).isFalse();
        release.countDown();
        afterwards.stop();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
