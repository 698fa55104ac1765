package dev.yardstick.acceptance.browser;

import static dev.yardstick.acceptance.browser.Browsing.follow;
import static dev.yardstick.acceptance.browser.Browsing.press;
import static dev.yardstick.acceptance.browser.Browsing.says;
import static dev.yardstick.acceptance.browser.Browsing.shown;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People make passkeys and sign in by them, with Chromium's own authenticators. */
class PasskeyWalkIT {

    private static final String OWN = "/settings/sign-in";
    private static final String CHOOSE = "Choose a passkey and sign in";
    private static final String SIGN_IN = "Sign in with a passkey";

    @RegisterExtension static final Walk WALK = new Walk("localhost");

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        long hired = WALK.api().client().hire("ewa", "Ewa Nowak");
        WALK.api().timeline("ewa", "", hired);
    }

    private static Page nobody() {
        return WALK.browser().fresh("").newPage();
    }

    private static Page admin() {
        return WALK.browser().signedIn(WALK.api().token("admin"), true).newPage();
    }

    /** The link that an admin hands over. */
    private static String invite(String role, String person) {
        try (Page admin = admin()) {
            admin.navigate("/settings/access/new?person=" + person);
            admin.locator("#role").selectOption(role);
            press(admin, "Make the invitation");
            String link = admin.locator("main").getByText("/sign-in/invited?code=").textContent();
            return link.substring(link.indexOf("/sign-in/")).strip();
        }
    }

    /** A device of a person, which she unlocks whenever it asks. */
    private record Device(CDPSession session, String id) {

        static Device of(Page page) {
            CDPSession session = page.context().newCDPSession(page);
            session.send("WebAuthn.enable");
            return added(session);
        }

        private static Device added(CDPSession session) {
            JsonObject options = new JsonObject();
            options.addProperty("protocol", "ctap2");
            options.addProperty("transport", "internal");
            options.addProperty("hasResidentKey", true);
            options.addProperty("hasUserVerification", true);
            options.addProperty("isUserVerified", true);
            options.addProperty("automaticPresenceSimulation", true);
            JsonObject all = new JsonObject();
            all.add("options", options);
            return new Device(
                    session,
                    session.send("WebAuthn.addVirtualAuthenticator", all)
                            .get("authenticatorId")
                            .getAsString());
        }

        private JsonObject itself() {
            JsonObject named = new JsonObject();
            named.addProperty("authenticatorId", id);
            return named;
        }

        /** Another device in its place. */
        Device replaced() {
            session.send("WebAuthn.removeVirtualAuthenticator", itself());
            return added(session);
        }

        /** Whether its person can unlock it. */
        void unlocks(boolean unlocks) {
            JsonObject said = itself();
            said.addProperty("isUserVerified", unlocks);
            session.send("WebAuthn.setUserVerified", said);
        }
    }

    private static Locator passkeys(Page page) {
        return page.locator("section:has(#passkeys) .lines li");
    }

    private static void signOut(Page page) {
        page.navigate(OWN);
        press(page, "Sign out everywhere");
        page.waitForURL("**/sign-in");
    }

    @Test
    void fromTheInvitationToTheEnd() {
        String link = invite("auditor", "kim");
        try (Page kim = nobody()) {
            Device phone = Device.of(kim);
            kim.navigate(link);
            says(kim.locator("h1"), "Choose how you sign in");
            press(kim, CHOOSE);
            kim.navigate(OWN);
            says(kim.locator("main"), "You are auditor:kim");
            shown(passkeys(kim)).hasCount(1);
            says(passkeys(kim), "not used yet");
            shown(passkeys(kim).getByText("Take away")).hasCount(0);
            shown(kim.locator("#old")).hasCount(0);

            signOut(kim);
            phone.unlocks(false);
            kim.locator(".by-passkey button").click();
            says(kim.locator(".by-passkey [role=alert]"), "No passkey was used");
            phone.unlocks(true);
            press(kim, SIGN_IN);
            kim.navigate(OWN);
            says(passkeys(kim), "last used");
            says(kim.locator("main"), "By passkey on");

            phone.replaced();
            kim.locator("#name").fill("key on my ring");
            press(kim, "Add a passkey");
            says(kim.locator(".notice"), "The passkey is added");
            shown(passkeys(kim)).hasCount(2);
            says(passkeys(kim).last(), "key on my ring", "not used yet");
            follow(passkeys(kim).first().getByText("Take away"));
            says(kim.locator(".notice"), "The passkey is taken away");
            shown(passkeys(kim)).hasCount(1);
            says(passkeys(kim), "key on my ring");

            signOut(kim);
            press(kim, SIGN_IN);
            kim.navigate("/audit");
            shown(kim.locator("h1")).hasCount(1);
            kim.waitForURL("**/audit");

            try (Page admin = admin()) {
                admin.navigate("/settings/access");
                Locator row = admin.locator("tr:has(th span:text-is('kim'))");
                says(row, "a passkey", "auditor");
                row.locator("summary", new Locator.LocatorOptions().setHasText("End access"))
                        .click();
                follow(row.getByText("End the access of kim"));
                says(admin.locator(".notice"), "Ended");
            }
            kim.navigate("/audit");
            kim.waitForURL("**/sign-in**");
        }
    }

    @Test
    void whoLeftComesInNoMore() {
        String link = invite("rep", "ewa");
        try (Page ewa = nobody()) {
            Device.of(ewa);
            ewa.navigate(link);
            press(ewa, CHOOSE);
            signOut(ewa);
            press(ewa, SIGN_IN);
            ewa.waitForURL(url -> !url.contains("/sign-in"));
            LocalDate past = LocalDate.now(ZoneOffset.UTC).minusDays(2);
            long left =
                    WALK.api()
                            .post("/api/v1/reps/ewa/departure", "{\"on\":\"" + past + "\"}")
                            .must(200)
                            .position();
            WALK.api().timeline("ewa", "", left);
            ewa.navigate("/");
            ewa.waitForURL("**/sign-in**");
            press(ewa, SIGN_IN);
            says(ewa.locator("[role=alert]").first(), "You have left");
        }
    }

    /** Where there can be none, passkeys are not spoken of. */
    @Test
    void withoutScriptsAndAtAnotherAddressThePasswordStays() {
        String link = invite("auditor", "lee");
        Chromium chromium = WALK.browser();
        try (Page without = chromium.signedIn("", false).newPage()) {
            without.navigate(link);
            shown(without.locator("#password")).isVisible();
            shown(without.locator(".by-passkey")).isHidden();
        }
        try (Page elsewhere = nobody()) {
            elsewhere.navigate(WALK.server().queryAddress().resolve(link).toString());
            shown(elsewhere.locator("#password")).isVisible();
            shown(elsewhere.locator(".by-passkey")).isHidden();
        }
        try (Page here = nobody()) {
            here.navigate(link);
            shown(here.locator(".by-passkey")).isVisible();
        }
    }
}
