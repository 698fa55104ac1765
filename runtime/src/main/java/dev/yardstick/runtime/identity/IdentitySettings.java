package dev.yardstick.runtime.identity;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * Which provider says who somebody is, and what its claims mean here.
 *
 * @param issuer {@code yardstick.identity.issuer}: as its tokens name it; null: there is none
 * @param audience {@code yardstick.identity.audience}: what tokens for our calls are for; null: its
 *     tokens open no call, only pages
 * @param algorithms {@code yardstick.identity.algorithms}: by which it may sign, all asymmetric
 * @param personClaim {@code yardstick.identity.person-claim}: the claim that holds the id of the
 *     rep or manager
 * @param groupsClaim {@code yardstick.identity.groups-claim}: the claim that lists her groups
 * @param roles {@code yardstick.identity.roles.ROLE}: the groups that have a role
 */
@ConfigurationProperties("yardstick.identity")
public record IdentitySettings(
        @Nullable String issuer,
        @Nullable String audience,
        @DefaultValue("RS256") Set<SignatureAlgorithm> algorithms,
        @DefaultValue("yardstick_person") String personClaim,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue Map<String, Set<String>> roles) {

    /** Roles of persons; who has several is the first of them. */
    private static final List<String> ROLES =
            List.of("admin", "manager", "operator", "auditor", "rep");

    private static final int MAX_PERSON = 200;

    public IdentitySettings {
        if (issuer != null) {
            URI address = URI.create(issuer);
            require(
                    address.getHost() != null && address.getQuery() == null,
                    "issuer must be an address such as https://login.example.com/realms/sales");
            require(!algorithms.isEmpty(), "algorithms must name one, such as RS256");
            require(
                    !roles.isEmpty() && ROLES.containsAll(roles.keySet()),
                    "roles must say which groups are one of " + String.join(", ", ROLES));
        }
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new IllegalArgumentException("yardstick.identity." + what);
        }
    }

    /** The role that the claims come to; null: none of her groups has one. */
    public @Nullable String role(Map<String, Object> claims) {
        Collection<?> groups =
                switch (claims.get(groupsClaim)) {
                    case Collection<?> several -> several;
                    case String one -> List.of(one);
                    case null, default -> List.of();
                };
        return ROLES.stream()
                .filter(role ->
                        roles.getOrDefault(role, Set.of()).stream().anyMatch(groups::contains))
                .findFirst()
                .orElse(null);
    }

    /** The person whom the claims name; null: they name none. */
    public @Nullable String person(Map<String, Object> claims) {
        return claims.get(personClaim) instanceof String person
                        && !person.isBlank()
                        && person.length() <= MAX_PERSON
                        && person.chars().noneMatch(Character::isISOControl)
                ? person.strip()
                : null;
    }
}
