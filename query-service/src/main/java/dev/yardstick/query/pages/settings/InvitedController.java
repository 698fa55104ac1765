package dev.yardstick.query.pages.settings;

import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Invitations;
import dev.yardstick.query.access.PasskeySignIn;
import dev.yardstick.query.access.Sessions;
import dev.yardstick.query.access.Sessions.Way;
import dev.yardstick.query.access.SignIn;
import dev.yardstick.query.credential.Credentials;
import dev.yardstick.query.credential.Credentials.Credential;
import dev.yardstick.query.credential.PasskeyCeremonies;
import dev.yardstick.query.credential.SignInLinks;
import dev.yardstick.query.credential.SignInLinks.Invitation;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityLog.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a person who was invited chooses how she signs in. To look at it uses nothing up. */
@Controller
record InvitedController(
        SignInLinks links,
        Credentials credentials,
        PasskeyCeremonies ceremonies,
        ChosenPassword chosen,
        Sessions sessions,
        SignIn signIn,
        SecurityLog log) {

    private static final String GONE = "redirect:/sign-in?refused=invitation";

    @GetMapping(Invitations.PAGE)
    String ask(@RequestParam(required = false) @Nullable String code, Model model) {
        return code == null
                ? GONE
                : links.find(code).map(invitation -> show(code, invitation, model)).orElse(GONE);
    }

    private String show(String code, Invitation invitation, Model model) {
        model.addAttribute("passkeysAt", ceremonies.origin());
        model.addAttribute("code", code);
        model.addAttribute("invitation", invitation);
        return "invited";
    }

    @PostMapping(Invitations.PAGE)
    String choose(
            @RequestParam(required = false) @Nullable String code,
            Form form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Invitation invitation = code == null ? null : links.find(code).orElse(null);
        if (code == null || invitation == null) {
            return GONE;
        }
        boolean byPasskey = form.valueOrNull("passkey") != null;
        Optional<Credential> used =
                byPasskey
                        ? passkey(code, invitation, form, PasskeySignIn.kept(request, response))
                        : password(code, invitation, form);
        if (form.isWrong()) {
            return show(code, invitation, model);
        }
        Credential known = used.orElse(null);
        if (known == null) {
            return GONE;
        }
        Caller caller = new Caller(known.role(), known.person());
        log.note(
                byPasskey ? Kind.PASSKEY_MADE : Kind.PASSWORD_CHOSEN,
                caller.actor(),
                Map.of("by", "invitation"));
        // Whoever was signed in as her came by what the invitation replaces.
        sessions.endAll(caller);
        signIn.enter(known, byPasskey ? Way.PASSKEY : Way.PASSWORD, request, response);
        return "redirect:/";
    }

    private Optional<Credential> password(String code, Invitation invitation, Form form) {
        String hash = chosen.hashed(invitation.person(), form);
        return hash == null ? Optional.empty() : credentials.choose(code, hash, null);
    }

    private Optional<Credential> passkey(
            String code, Invitation invitation, Form form, @Nullable String kept) {
        try {
            return ceremonies.choose(code, invitation.person(), form.value("passkey"), kept);
        } catch (InvalidException e) {
            form.wrong("passkey", e.first().in(LocaleContextHolder.getLocale()));
            return Optional.empty();
        }
    }
}
