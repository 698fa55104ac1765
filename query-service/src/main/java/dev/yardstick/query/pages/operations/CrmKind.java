package dev.yardstick.query.pages.operations;

import dev.yardstick.events.Codes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;

/** A CRM that can be connected: what it needs, and an example to begin with. */
public enum CrmKind {
    HUBSPOT(3, false, List.of("clientSecret", "accessToken")),
    PIPEDRIVE(2, true, List.of("user", "password")),
    SALESFORCE(3, false, List.of("clientId", "clientSecret", "accessToken")),
    ESPOCRM(3, false, List.of("apiKey")),
    TWENTY(2, true, List.of("secret"));

    private final int steps;
    private final boolean ownSecret;
    private final List<String> secrets;

    CrmKind(int steps, boolean ownSecret, List<String> secrets) {
        this.steps = steps;
        this.ownSecret = ownSecret;
        this.secrets = secrets;
    }

    public static boolean isKnown(String code) {
        return Codes.all(CrmKind.class).contains(code);
    }

    public String code() {
        return Codes.of(this);
    }

    /** How many steps there are to be taken in the CRM. */
    public int steps() {
        return steps;
    }

    /** Whether we make its secret up, not the CRM. */
    public boolean hasOwnSecret() {
        return ownSecret;
    }

    /** The names of its secrets. */
    public List<String> secrets() {
        return secrets;
    }

    /** Whether each webhook has an address and a secret of its own. */
    public boolean hasTopics() {
        return this == ESPOCRM;
    }

    /** Whether its own address has to be stated, since every customer has another. */
    public boolean hasOwnAddress() {
        return this == SALESFORCE || this == ESPOCRM;
    }

    /** Whether its API is asked: for its owners, and for a record to try. */
    public boolean isAsked() {
        return this == HUBSPOT || this == SALESFORCE || this == ESPOCRM;
    }

    /** Which secrets are still to be given. */
    List<String> missing(Set<String> kept) {
        if (this == SALESFORCE) {
            return kept.contains("accessToken") || kept.size() == 2
                    ? List.of()
                    : List.of("clientId", "clientSecret");
        }
        if (this == ESPOCRM && kept.stream().noneMatch(name -> name.endsWith(".secret"))) {
            return List.of("apiKey", "Call.create.secret");
        }
        return secrets.stream().filter(name -> !kept.contains(name)).toList();
    }

    /** A mapping to begin with. */
    public String mapping() {
        return resource("mapping");
    }

    /** A delivery as the CRM posts it. */
    public String delivery() {
        return resource("delivery");
    }

    private String resource(String what) {
        String name = "/connections/" + code() + "-" + what + ".json";
        try {
            return new ClassPathResource(name).getContentAsString(StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
