package org.keyledger.command.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.commandhandling.GenericCommandMessage.asCommandMessage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Retrying a command after a concurrency conflict")
class RetryingCommandBusTest {

    private final CommandBus bus =
            new RetryingCommandBus(SimpleCommandBus.builder().build());
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void a_command_that_lost_a_race_returns_the_result_of_its_retry() {
        var result = dispatch(run -> run < 3 ? new ConcurrencyException("taken") : null);

        assertThat(result.getPayload()).isEqualTo("run 3");
    }

    @Test
    void a_command_that_lost_the_race_for_a_first_event_does_too() {
        var result = dispatch(run -> run < 2 ? new AggregateStreamCreationException("begun") : null);

        assertThat(result.getPayload()).isEqualTo("run 2");
    }

    @Test
    void happens_three_times_at_most() {
        var result = dispatch(run -> new ConcurrencyException("taken " + run));

        assertThat(attempts).hasValue(4);
        assertThat(result.exceptionResult()).hasMessage("taken 4");
    }

    @Test
    void does_not_happen_for_anything_else() {
        var result = dispatch(run -> new IllegalStateException("a bug"));

        assertThat(attempts).hasValue(1);
        assertThat(result.exceptionResult()).hasMessage("a bug");
    }

    private CommandResultMessage<?> dispatch(IntFunction<@Nullable RuntimeException> outcome) {
        bus.subscribe(String.class.getName(), command -> {
            RuntimeException thrown = outcome.apply(attempts.incrementAndGet());
            if (thrown != null) {
                throw thrown;
            }
            return "run " + attempts.get();
        });
        CompletableFuture<CommandResultMessage<?>> answer = new CompletableFuture<>();
        bus.<Object, Object>dispatch(asCommandMessage("do it"), (command, result) -> answer.complete(result));
        return answer.join();
    }
}
