package dev.yardstick.query.access;

import dev.yardstick.runtime.OutgoingCall;
import dev.yardstick.runtime.OutgoingCalls;
import dev.yardstick.runtime.identity.IdentityProvider;
import dev.yardstick.runtime.identity.IdentityProvider.AwayException;
import dev.yardstick.runtime.identity.IdentitySettings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.DefaultOAuth2TokenRequestHeadersConverter;
import org.springframework.security.oauth2.client.endpoint.DefaultOAuth2TokenRequestParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.endpoint.DefaultMapOAuth2AccessTokenResponseConverter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * What the pages are to the identity provider: a client that sends browsers there, takes the code
 * that they come back with, and hears of sign-outs. The protocol is Spring Security's; the calls
 * are made by {@link IdentityProvider}, bounded in time and size.
 */
@Component
@ConditionalOnProperty("yardstick.identity.client.id")
final class RelyingParty {

    /** Where browsers come back to. */
    static final String ANSWER = "/sign-in/answer";

    private static final String REGISTRATION = "provider";
    private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";
    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;

    /** Longer than this a hint is not put into an address. */
    private static final int MAX_HINT = 5_000;

    private final ClientSettings settings;
    private final IdentityProvider provider;
    private final String id;

    RelyingParty(ClientSettings settings, IdentitySettings identities, IdentityProvider provider) {
        if (Objects.equals(settings.id(), identities.audience())) {
            throw new IllegalArgumentException(
                    "yardstick.identity.audience must be another than the client's id: else an ID"
                            + " token would open calls");
        }
        this.settings = settings;
        this.provider = provider;
        this.id = Objects.requireNonNull(settings.id());
    }

    /** What people call the provider. */
    String name() {
        return settings.name();
    }

    private ClientRegistration registration() {
        ClientRegistration.Builder registration =
                ClientRegistrations.fromOidcConfiguration(provider.metadata());
        if (settings.secret() == null) {
            registration.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        } else {
            registration.clientSecret(settings.secret());
        }
        return registration
                .registrationId(REGISTRATION)
                .clientId(id)
                .scope(settings.scopes())
                .redirectUri(back())
                .build();
    }

    /**
     * What to ask the provider for, with state, nonce and a challenge of its own.
     *
     * @throws AwayException when the provider does not answer
     */
    OAuth2AuthorizationRequest ask(HttpServletRequest request) {
        ClientRegistration registration = registration();
        return Objects.requireNonNull(
                new DefaultOAuth2AuthorizationRequestResolver(asked -> registration)
                        .resolve(request, REGISTRATION));
    }

    /** The same again, from what was kept of it: its state, and what its answer is held against. */
    OAuth2AuthorizationRequest askedBefore(String state, Map<String, Object> attributes) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(settings.address().toString())
                .clientId(id)
                .redirectUri(back())
                .scopes(settings.scopes())
                .state(state)
                .attributes(kept -> kept.putAll(attributes))
                .build();
    }

    /**
     * Who came back, proven by the provider's ID token.
     *
     * @throws OAuth2AuthenticationException when the answer is not the one to what was asked
     * @throws AwayException when the provider does not answer
     */
    OidcIdToken answered(
            OAuth2AuthorizationRequest asked, OAuth2AuthorizationResponse.Builder answer) {
        ClientRegistration registration = registration();
        OidcUserService users = new OidcUserService();
        users.setRetrieveUserInfo(user -> false);
        OidcAuthorizationCodeAuthenticationProvider exchange =
                new OidcAuthorizationCodeAuthenticationProvider(this::tokens, users);
        exchange.setJwtDecoderFactory(
                r -> provider.decoder(id, List.of("JWT"), List.of(new OidcIdTokenValidator(r))));
        Authentication done =
                exchange.authenticate(
                        new OAuth2LoginAuthenticationToken(
                                registration,
                                new OAuth2AuthorizationExchange(
                                        asked, answer.redirectUri(back()).build())));
        return ((OidcUser) Objects.requireNonNull(Objects.requireNonNull(done).getPrincipal()))
                .getIdToken();
    }

    private String back() {
        return settings.address() + ANSWER;
    }

    private OAuth2AccessTokenResponse tokens(OAuth2AuthorizationCodeGrantRequest grant) {
        MultiValueMap<String, String> form =
                new DefaultOAuth2TokenRequestParametersConverter<
                                OAuth2AuthorizationCodeGrantRequest>()
                        .convert(grant);
        HttpHeaders headers =
                new DefaultOAuth2TokenRequestHeadersConverter<OAuth2AuthorizationCodeGrantRequest>()
                        .convert(grant);
        URI to = URI.create(grant.getClientRegistration().getProviderDetails().getTokenUri());
        OutgoingCall call =
                OutgoingCall.post(to, FORM, encoded(form).getBytes(StandardCharsets.UTF_8))
                        .header(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
        String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
        OutgoingCalls.Answer answer =
                provider.call(
                        authorization == null
                                ? call
                                : call.header(HttpHeaders.AUTHORIZATION, authorization));
        Map<String, Object> said = IdentityProvider.json(answer);
        if (answer.status() != HttpStatus.OK.value()) {
            throw new OAuth2AuthorizationException(
                    new OAuth2Error(String.valueOf(said.getOrDefault("error", "server_error"))));
        }
        return new DefaultMapOAuth2AccessTokenResponseConverter().convert(said);
    }

    private static String encoded(MultiValueMap<String, String> form) {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        form.forEach((name, values) ->
                values.forEach(value ->
                        query.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8))));
        return Objects.requireNonNull(query.build().getQuery());
    }

    /**
     * Where a browser ends the provider's own session; null where that is not offered, or not to be
     * had.
     *
     * @param hint the ID token with which it began
     */
    @Nullable URI leaving(@Nullable String hint) {
        try {
            Object offered = provider.metadata().get("end_session_endpoint");
            if (!(offered instanceof String to)) {
                return null;
            }
            UriComponentsBuilder address =
                    UriComponentsBuilder.fromUriString(to)
                            .queryParam("client_id", encoded(id))
                            .queryParam(
                                    "post_logout_redirect_uri",
                                    encoded(settings.address() + "/sign-in"));
            if (hint != null && hint.length() <= MAX_HINT) {
                address.queryParam("id_token_hint", hint);
            }
            return address.build(true).toUri();
        } catch (AwayException e) {
            return null;
        }
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * What the provider says of a session that has ended there (back-channel logout): it has a
     * {@code sid}, a subject, or both.
     *
     * @throws JwtException when it is no such token of the provider's, for us
     */
    Jwt ended(String logoutToken) {
        return provider.decoder(
                        id, List.of("JWT", "logout+jwt"), List.of(RelyingParty::requireLogout))
                .decode(logoutToken);
    }

    private static OAuth2TokenValidatorResult requireLogout(Jwt token) {
        boolean right =
                token.getClaim("events") instanceof Map<?, ?> events
                        && events.containsKey(LOGOUT)
                        && !token.hasClaim("nonce")
                        && token.getId() != null
                        && (token.getSubject() != null || token.hasClaim("sid"));
        return right
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"));
    }
}
