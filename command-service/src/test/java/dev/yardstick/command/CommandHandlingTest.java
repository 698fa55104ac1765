package dev.yardstick.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

class CommandHandlingTest {

    private final CommandBus bus = CommandHandling.bus();
    private final CommandGateway gateway = CommandHandling.gateway(bus);
    private int tries;

    private void decide(int lost, RuntimeException thrown) {
        bus.subscribe(
                String.class.getName(),
                command -> {
                    tries++;
                    if (tries <= lost) {
                        throw thrown;
                    }
                    return command.getPayload() + " decided";
                });
    }

    @Test
    void whatLostARaceIsDecidedUponAgain() {
        decide(7, new ConcurrencyException("lost"));
        String result = gateway.sendAndWait("command");
        assertThat(result).isEqualTo("command decided");
        assertThat(tries).isEqualTo(8);
    }

    @Test
    void whoLosesEachOfManyRacesIsToldSo() {
        decide(100, new ConcurrencyException("lost"));
        assertThatThrownBy(() -> gateway.sendAndWait("command"))
                .isInstanceOf(ConcurrencyException.class)
                .hasMessage("lost");
        assertThat(tries).isEqualTo(8);
    }

    @Test
    void whatIsRefusedIsNotDecidedUponAgain() {
        decide(100, new IllegalStateException("refused"));
        assertThatThrownBy(() -> gateway.sendAndWait("command")).hasMessage("refused");
        assertThat(tries).isEqualTo(1);
    }
}
