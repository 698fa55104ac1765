package dev.yardstick.query.web.pages;

import dev.yardstick.query.consuming.Visible;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells open pages, as server-sent events, that what they show has moved on. */
@Controller
class LiveController {

    private final Live live;
    private final Visible visible;

    LiveController(Live live, Visible visible) {
        this.live = live;
        this.visible = visible;
    }

    /** An event {@code moved} with the position, each time something new is visible. */
    @GetMapping("/live")
    SseEmitter moves() {
        return live.join(visible.position());
    }
}
