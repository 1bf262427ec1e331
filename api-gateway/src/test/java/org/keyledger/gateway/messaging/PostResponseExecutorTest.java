package org.keyledger.gateway.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.ledger.Eventually;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@DisplayName("Running work after the response")
class PostResponseExecutorTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @BeforeEach
    void a_request() {
        request.addHeader("User-Agent", "browser");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, response));
    }

    @AfterEach
    void clear_the_request() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void has_the_context_of_the_request_and_cannot_change_its_response() {
        var executor = new PostResponseExecutor();

        executor.submit(() -> {
            var context = RequestContext.current();
            context.recordWrite(7);
            assertThat(context.minPosition()).hasValue(7);
            assertThat(context.metadata()).containsEntry(RequestMetadata.USER_AGENT, "browser");
            request.setAttribute("done", true);
        });
        executor.stop();

        assertThat(request.getAttribute("done")).isEqualTo(true);
        assertThat(response.getHeader("Ledger-Position")).isNull();
    }

    @Test
    void is_completed_on_shutdown_even_if_some_of_it_fails() {
        var executor = new PostResponseExecutor();
        var done = new AtomicInteger();

        for (var i = 0; i < 50; i++) {
            var fails = i % 10 == 0;
            executor.submit(() -> {
                done.incrementAndGet();
                if (fails) {
                    throw new IllegalStateException("a failure in the test");
                }
            });
        }
        executor.stop();

        assertThat(done).hasValue(50);
        assertThat(executor.isRunning()).isFalse();
        assertThat(executor.submit(done::incrementAndGet)).isFalse();
    }

    @Test
    void is_refused_if_the_queue_is_full() throws InterruptedException {
        var executor = new PostResponseExecutor(1);
        var busy = new CountDownLatch(2);
        var release = new CountDownLatch(1);
        for (var thread = 0; thread < 2; thread++) {
            Eventually.awaitTrue(
                    () -> executor.submit(() -> {
                        busy.countDown();
                        await(release);
                    }),
                    () -> busy.getCount() + " threads idle");
        }
        busy.await();

        assertThat(executor.submit(() -> {})).isTrue();
        assertThat(executor.submit(() -> {})).isFalse();
        release.countDown();
        executor.stop();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
