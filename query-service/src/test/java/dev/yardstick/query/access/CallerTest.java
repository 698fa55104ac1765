package dev.yardstick.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallerTest {

    @Test
    void onWhatGroundSomebodyReadsFollowsFromHerRole() {
        List<String> reps = List.of("robin", "sam");
        assertThat(new Caller("manager", "kim").basis(reps)).isEqualTo("team");
        assertThat(new Caller("manager", null).basis(reps)).isEqualTo("all");
        assertThat(new Caller("auditor", "kim").basis(reps)).isEqualTo("all");
        assertThat(new Caller("admin", "kim").basis(List.of("kim"))).isEqualTo("own");
        assertThat(new Caller("rep", "robin").basis(List.of("robin"))).isEqualTo("own");
    }
}
