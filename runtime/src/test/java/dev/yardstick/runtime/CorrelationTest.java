package dev.yardstick.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yardstick.runtime.tracing.Traces;
import jakarta.servlet.FilterChain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The id of a request, from its beginning to its end. */
class CorrelationTest {

    private final List<String> seen = new ArrayList<>();

    private String answered(String sent, FilterChain chain) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(Correlation.HEADER, sent);
        MockHttpServletResponse response = new MockHttpServletResponse();
        new OutermostFilter(Traces.off()).doFilter(request, response, chain);
        return String.valueOf(response.getHeader(Correlation.HEADER));
    }

    private void note() {
        seen.add(Correlation.current().orElse("none"));
    }

    @Test
    void isTheCallersOwnAndEndsWithTheRequest() throws Exception {
        assertThat(answered("mine-1", (request, response) -> note())).isEqualTo("mine-1");
        note();
        assertThat(seen).containsExactly("mine-1", "none");
    }

    @Test
    void isOursWhereItWouldWriteIntoTheLog() throws Exception {
        String answered = answered("mine\n1", (request, response) -> note());
        assertThat(answered).hasSize(36);
        assertThat(seen).containsExactly(answered);
    }

    @Test
    void isToldOfAFaultToo() throws Exception {
        assertThat(
                        answered(
                                "mine-2",
                                (request, response) -> {
                                    throw new IllegalStateException("a fault");
                                }))
                .isEqualTo("mine-2");
    }
}
