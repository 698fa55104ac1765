package dev.yardstick.query.credential;

import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import dev.yardstick.events.refusal.InvalidException;
import dev.yardstick.events.refusal.Reason;
import dev.yardstick.query.credential.Credentials.Credential;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes passkeys and lets people prove that they have them (W3C Web Authentication, level 3), by
 * Spring Security's relying party. What was asked waits with the browser, sealed, for five minutes,
 * so that any instance of this service can take the answer.
 */
@Component
public final class PasskeyCeremonies {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Answers are a tenth as long. */
    private static final int MOST = 20_000;

    private static final String MAKING = "the making of a passkey";
    private static final String PROVING = "the proof of a passkey";
    private static final String NAME = "Yardstick";

    private final Credentials credentials;
    private final Passkeys passkeys;
    private final PasskeyHolders holders;
    private final Seal seal;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final @Nullable String origin;
    private final PublicKeyCredentialRpEntity party;
    private final WebAuthnRelyingPartyOperations operations;
    private final JsonMapper json =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    /**
     * Ceremonies.
     *
     * @param pages {@code yardstick.notices.base-url}: where people find the pages; a passkey is
     *     for its host, and for none other
     */
    PasskeyCeremonies(
            Credentials credentials,
            Passkeys passkeys,
            PasskeyHolders holders,
            Seal seal,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${yardstick.notices.base-url:http://localhost:8080}") URI pages) {
        this.credentials = credentials;
        this.passkeys = passkeys;
        this.holders = holders;
        this.seal = seal;
        this.transaction = transaction;
        this.clock = clock;
        String host = host(pages);
        this.origin = host == null ? null : origin(pages, host);
        this.party =
                PublicKeyCredentialRpEntity.builder()
                        .id(host == null ? "localhost" : host)
                        .name(NAME)
                        .build();
        this.operations =
                new Webauthn4JRelyingPartyOperations(
                        holders, passkeys, party, origin == null ? Set.of() : Set.of(origin));
    }

    /** Browsers make passkeys for names alone; this machine has one. */
    private static @Nullable String host(URI pages) {
        String host = pages.getHost();
        if (host == null) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress() ? "localhost" : null;
        } catch (IllegalArgumentException name) {
            return host;
        }
    }

    private static String origin(URI pages, String host) {
        int port = pages.getPort();
        return pages.getScheme() + "://" + host + (port < 0 ? "" : ":" + port);
    }

    /** At which pages there are passkeys, as browsers write it; null: their host has no name. */
    public @Nullable String origin() {
        return origin;
    }

    /**
     * What a browser is asked for.
     *
     * @param options as JSON, for its {@code navigator.credentials}
     * @param kept for the browser to keep until it answers
     */
    public record Asked(String options, String kept) {}

    /**
     * What waits for an answer.
     *
     * @param person who makes a passkey; null: somebody signs in
     * @param handle what it will call her
     */
    record Begun(
            String challenge, @Nullable String person, @Nullable String handle, Instant asked) {}

    /** Asks for a proof by any passkey that is for here. */
    public Asked prove() {
        Bytes challenge = Bytes.random();
        Begun begun = new Begun(challenge.toBase64UrlString(), null, null, clock.instant());
        return new Asked(json.writeValueAsString(request(challenge)), close(PROVING, begun));
    }

    private PublicKeyCredentialRequestOptions request(Bytes challenge) {
        return PublicKeyCredentialRequestOptions.builder()
                .challenge(challenge)
                .rpId(party.getId())
                .timeout(PATIENCE)
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build();
    }

    /** Asks a person for a new passkey. */
    public Asked make(String person) {
        Bytes challenge = Bytes.random();
        PublicKeyCredentialUserEntity holder = holders.of(person);
        Begun begun =
                new Begun(
                        challenge.toBase64UrlString(),
                        person,
                        holder.getId().toBase64UrlString(),
                        clock.instant());
        return new Asked(
                json.writeValueAsString(creation(challenge, holder)), close(MAKING, begun));
    }

    private PublicKeyCredentialCreationOptions creation(
            Bytes challenge, PublicKeyCredentialUserEntity holder) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(party)
                .user(holder)
                .challenge(challenge)
                .pubKeyCredParams(
                        PublicKeyCredentialParameters.EdDSA,
                        PublicKeyCredentialParameters.ES256,
                        PublicKeyCredentialParameters.RS256)
                .authenticatorSelection(
                        AuthenticatorSelectionCriteria.builder()
                                .residentKey(ResidentKeyRequirement.REQUIRED)
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .build())
                .attestation(AttestationConveyancePreference.NONE)
                .excludeCredentials(
                        passkeys.findByUserId(holder.getId()).stream()
                                .map(PasskeyCeremonies::descriptor)
                                .toList())
                .timeout(PATIENCE)
                .build();
    }

    private static PublicKeyCredentialDescriptor descriptor(CredentialRecord known) {
        return PublicKeyCredentialDescriptor.builder()
                .id(known.getCredentialId())
                .transports(known.getTransports())
                .build();
    }

    private String close(String about, Begun begun) {
        return seal.close(about, json.writeValueAsString(begun));
    }

    private Begun open(String about, @Nullable String kept) {
        String opened = kept == null ? null : seal.open(about, kept);
        Begun begun = opened == null ? null : json.readValue(opened, Begun.class);
        if (begun == null || begun.asked().plus(PATIENCE).isBefore(clock.instant())) {
            throw refusal();
        }
        return begun;
    }

    private static InvalidException refusal() {
        return new InvalidException("passkey", Reason.PASSKEY);
    }

    /**
     * Who proved that a passkey is hers.
     *
     * @param answer what the browser said, as JSON
     * @param kept what it kept since it was asked
     * @throws InvalidException when it proves nothing
     */
    public Credential proven(String answer, @Nullable String kept) {
        Begun begun = open(PROVING, kept);
        return Objects.requireNonNull(
                transaction.execute(status -> verified(() -> proven(answer, begun))));
    }

    private Credential proven(String answer, Begun begun) {
        PublicKeyCredential<AuthenticatorAssertionResponse> said =
                read(answer, new TypeReference<>() {});
        AuthenticatorAssertionResponse response = said.getResponse();
        require(
                response.getAuthenticatorData(),
                response.getClientDataJSON(),
                response.getSignature());
        PublicKeyCredentialUserEntity holder =
                operations.authenticate(
                        new RelyingPartyAuthenticationRequest(
                                request(Bytes.fromBase64(begun.challenge())), said));
        // Whom the device means has to be whose passkey it is: Spring Security looks at the latter.
        if (!holder.getId().equals(response.getUserHandle())) {
            throw refusal();
        }
        passkeys.answered(said.getRawId(), begun.asked());
        return credentials.find(holder.getName()).orElseThrow(PasskeyCeremonies::refusal);
    }

    /**
     * Uses an invitation up: the passkey that the person made is how she signs in from now on, in
     * place of all that she had.
     *
     * @param code of the invitation
     * @return empty where the invitation was used meanwhile, or has ended
     * @throws InvalidException when no passkey was made, and then it is not used
     */
    public Optional<Credential> choose(
            String code, String person, String answer, @Nullable String kept) {
        Begun begun = open(MAKING, kept);
        PublicKeyCredentialUserEntity holder = holder(begun, person);
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    Optional<Credential> known =
                            credentials.choose(code, null, holder.getId().getBytes());
                    known.ifPresent(k -> verified(() -> made(answer, "", begun, holder)));
                    return known;
                }));
    }

    /**
     * Gives a person another passkey.
     *
     * @param name as she calls it; empty: not at all
     * @throws InvalidException when none was made, or she has too many
     */
    public void add(String person, String answer, @Nullable String kept, String name) {
        Begun begun = open(MAKING, kept);
        PublicKeyCredentialUserEntity holder = holder(begun, person);
        transaction.executeWithoutResult(status -> {
            holders.save(holder);
            verified(() -> made(answer, name, begun, holder));
        });
    }

    /** What was asked of somebody else is not for her. */
    private static PublicKeyCredentialUserEntity holder(Begun begun, String person) {
        if (begun.handle() == null || !person.equals(begun.person())) {
            throw refusal();
        }
        return PasskeyHolders.entity(person, Bytes.fromBase64(begun.handle()));
    }

    private CredentialRecord made(
            String answer, String name, Begun begun, PublicKeyCredentialUserEntity holder) {
        PublicKeyCredential<AuthenticatorAttestationResponse> said =
                read(answer, new TypeReference<>() {});
        require(said.getResponse().getAttestationObject(), said.getResponse().getClientDataJSON());
        return operations.registerCredential(
                new ImmutableRelyingPartyRegistrationRequest(
                        creation(Bytes.fromBase64(begun.challenge()), holder),
                        new RelyingPartyPublicKey(said, name)));
    }

    private <R extends AuthenticatorResponse> PublicKeyCredential<R> read(
            String answer, TypeReference<PublicKeyCredential<R>> type) {
        if (answer.length() > MOST) {
            throw refusal();
        }
        PublicKeyCredential<R> said = json.readValue(answer, type);
        require(said);
        require(said.getRawId(), said.getResponse());
        return said;
    }

    private static void require(@Nullable Object... parts) {
        if (Stream.of(parts).anyMatch(Objects::isNull)) {
            throw refusal();
        }
    }

    /** Whatever does not hold together proves nothing. */
    private static <T> T verified(Supplier<T> work) {
        try {
            return work.get();
        } catch (MaliciousCounterValueException e) {
            throw new InvalidException("passkey", Reason.PASSKEY_COUNTER);
        } catch (WebAuthnException | JacksonException | IllegalArgumentException e) {
            throw refusal();
        }
    }
}
