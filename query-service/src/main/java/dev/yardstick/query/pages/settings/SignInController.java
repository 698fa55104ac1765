package dev.yardstick.query.pages.settings;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.PasskeySignIn;
import dev.yardstick.query.access.Sessions;
import dev.yardstick.query.access.Sessions.Session;
import dev.yardstick.query.access.Sessions.Way;
import dev.yardstick.query.access.SignIn;
import dev.yardstick.query.credential.Credentials;
import dev.yardstick.query.credential.Credentials.Credential;
import dev.yardstick.query.credential.PasskeyCeremonies;
import dev.yardstick.query.credential.Passkeys;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityLog.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** How the person who is signed in does so, and where she is. */
@Controller
record SignInController(
        Credentials credentials,
        Passkeys passkeys,
        PasskeyCeremonies ceremonies,
        TransactionTemplate transaction,
        ChosenPassword chosen,
        Sessions sessions,
        SignIn signIn,
        SecurityLog log) {

    private static final String PATH = "/settings/sign-in";
    private static final String PASSKEYS = PATH + "/passkeys";
    private static final int LONGEST_NAME = 60;

    @GetMapping(PATH)
    String show(HttpServletRequest request, Model model) {
        String person = Caller.current().person();
        model.addAttribute("credential", credential(person));
        model.addAttribute("sessions", person == null ? List.of() : sessions.of(List.of(person)));
        Session current = signIn.current(request).orElse(null);
        model.addAttribute("current", current == null ? 0 : current.number());
        model.addAttribute("fresh", current != null && signIn.isFresh(current));
        model.addAttribute("passkeys", person == null ? List.of() : passkeys.of(person));
        model.addAttribute("passkeysAt", ceremonies.origin());
        model.addAttribute("most", Passkeys.MOST);
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

    /** Asks for a new passkey. */
    @PostMapping(PASSKEYS + "/options")
    ResponseEntity<String> options(HttpServletRequest request, HttpServletResponse response) {
        Credential known = credential(Caller.current().person());
        return known == null
                ? ResponseEntity.notFound().build()
                : PasskeySignIn.ask(ceremonies.make(known.person()), request, response);
    }

    @PostMapping(PASSKEYS)
    String add(Form form, HttpServletRequest request, HttpServletResponse response, Model model) {
        return change(
                form,
                request,
                model,
                "passkey-made",
                (known, session) -> {
                    String name = form.value("name");
                    if (name.length() > LONGEST_NAME) {
                        throw new InvalidException("name", Reason.CHARACTERS.of(LONGEST_NAME));
                    }
                    ceremonies.add(
                            known.person(),
                            form.value("passkey"),
                            PasskeySignIn.kept(request, response),
                            name);
                    log.note(Kind.PASSKEY_MADE, Caller.current().actor(), Map.of("by", "change"));
                });
    }

    /** Takes one away; wherever else she is signed in, she is no more. */
    @PostMapping(PASSKEYS + "/{passkey}/removal")
    String remove(
            @PathVariable long passkey,
            Form form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return change(
                form,
                request,
                model,
                "passkey-removed",
                (known, session) -> {
                    boolean removed =
                            Boolean.TRUE.equals(
                                    transaction.execute(
                                            status -> passkeys.remove(passkey, known.person())));
                    if (removed) {
                        Caller caller = new Caller(known.role(), known.person());
                        log.note(Kind.PASSKEY_REMOVED, caller.actor(), Map.of());
                        sessions.endAll(caller);
                        signIn.enter(known, session.way(), request, response);
                    }
                });
    }

    /** Whoever finds a browser that somebody left shall not stay for ever. */
    private String change(
            Form form,
            HttpServletRequest request,
            Model model,
            String done,
            BiConsumer<Credential, Session> change) {
        Credential known = credential(Caller.current().person());
        Session session = signIn.current(request).orElse(null);
        try {
            if (known == null || session == null || !signIn.isFresh(session)) {
                throw new InvalidException("passkey", Reason.PASSKEY_STALE);
            }
            change.accept(known, session);
            return "redirect:" + PATH + "?done=" + done;
        } catch (InvalidException e) {
            form.wrong(e.first().path(), e.first().in(LocaleContextHolder.getLocale()));
            return show(request, model);
        }
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
