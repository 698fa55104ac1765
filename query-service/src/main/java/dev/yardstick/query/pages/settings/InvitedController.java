package dev.yardstick.query.pages.settings;

import dev.yardstick.query.access.Caller;
import dev.yardstick.query.access.Invitations;
import dev.yardstick.query.access.Sessions;
import dev.yardstick.query.access.Sessions.Way;
import dev.yardstick.query.access.SignIn;
import dev.yardstick.query.credential.Credentials;
import dev.yardstick.query.credential.Credentials.Credential;
import dev.yardstick.query.credential.SignInLinks;
import dev.yardstick.query.credential.SignInLinks.Invitation;
import dev.yardstick.query.pages.kit.Form;
import dev.yardstick.runtime.SecurityLog;
import dev.yardstick.runtime.SecurityLog.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a person who was invited chooses her password. To look at it uses nothing up. */
@Controller
record InvitedController(
        SignInLinks links,
        Credentials credentials,
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

    private static String show(String code, Invitation invitation, Model model) {
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
        String hash = chosen.hashed(invitation.person(), form);
        if (hash == null) {
            return show(code, invitation, model);
        }
        Credential known = credentials.choose(code, hash).orElse(null);
        if (known == null) {
            return GONE;
        }
        Caller caller = new Caller(known.role(), known.person());
        log.note(Kind.PASSWORD_CHOSEN, caller.actor(), Map.of("by", "invitation"));
        // Whoever was signed in as her came by what the invitation replaces.
        sessions.endAll(caller);
        signIn.enter(known, Way.PASSWORD, request, response);
        return "redirect:/";
    }
}
