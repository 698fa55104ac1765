package dev.yardstick.query.pages.settings;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Sessions;
import dev.yardstick.query.access.Sessions.Way;
import dev.yardstick.query.access.SignIn;
import dev.yardstick.query.credential.Credentials;
import dev.yardstick.query.credential.Credentials.Credential;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityLog.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** How the person who is signed in does so, and where she is. */
@Controller
record SignInController(
        Credentials credentials,
        ChosenPassword chosen,
        Sessions sessions,
        SignIn signIn,
        SecurityLog log) {

    private static final String PATH = "/settings/sign-in";

    @GetMapping(PATH)
    String show(HttpServletRequest request, Model model) {
        String person = Caller.current().person();
        model.addAttribute("credential", credential(person));
        model.addAttribute("sessions", person == null ? List.of() : sessions.of(List.of(person)));
        model.addAttribute("current", signIn.current(request));
        return "own-sign-in";
    }

    private @Nullable Credential credential(@Nullable String person) {
        return person == null ? null : credentials.find(person).orElse(null);
    }

    /** Changes the password; wherever else she is signed in, she is no more. */
    @PostMapping(PATH)
    String change(
            Form form, HttpServletRequest request, HttpServletResponse response, Model model) {
        Credential known = credential(Caller.current().person());
        if (known == null) {
            return "redirect:" + PATH;
        }
        if (!signIn.isHers(known, form.raw("old"), request)) {
            form.wrong("old", Reason.PASSWORD_OLD.in(LocaleContextHolder.getLocale()));
            return show(request, model);
        }
        String hash = chosen.hashed(known.person(), form);
        if (hash == null) {
            return show(request, model);
        }
        credentials.change(known.person(), hash);
        Caller caller = new Caller(known.role(), known.person());
        log.note(Kind.PASSWORD_CHOSEN, caller.actor(), Map.of("by", "change"));
        sessions.endAll(caller);
        signIn.enter(known, Way.PASSWORD, request, response);
        return "redirect:" + PATH + "?done=password-changed";
    }

    /** Ends one of her sessions. */
    @PostMapping(PATH + "/sessions/{session}/end")
    String end(@PathVariable long session) {
        Caller caller = Caller.current();
        if (caller.person() != null && sessions.endOwn(session, caller.person()).isPresent()) {
            log.note(Kind.SESSIONS_ENDED, caller.actor(), Map.of("of", caller.actor(), "count", 1));
        }
        return "redirect:" + PATH + "?done=session-ended";
    }
}
