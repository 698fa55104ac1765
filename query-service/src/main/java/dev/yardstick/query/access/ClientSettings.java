package dev.yardstick.query.access;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * As what the pages are registered at the identity provider.
 *
 * @param id {@code yardstick.identity.client.id}: null: nobody signs in by a provider
 * @param secret {@code yardstick.identity.client.secret}; null: the provider gave none, and the
 *     exchange is proven by PKCE alone
 * @param scopes {@code yardstick.identity.client.scopes}
 * @param name {@code yardstick.identity.client.name}: what people call the provider
 * @param address {@code yardstick.identity.client.address}: where browsers find the pages, without
 *     a slash at the end
 */
@ConfigurationProperties("yardstick.identity.client")
record ClientSettings(
        @Nullable String id,
        @Nullable String secret,
        @DefaultValue({"openid", "profile"}) Set<String> scopes,
        @DefaultValue("single sign-on") String name,
        @DefaultValue("http://localhost:8080") URI address) {

    ClientSettings {
        if (!scopes.contains("openid")) {
            throw new IllegalArgumentException(
                    "yardstick.identity.client.scopes must contain openid");
        }
        if (address.getHost() == null || address.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "yardstick.identity.client.address must be such as"
                            + " https://yardstick.example.com, without a slash at the end");
        }
    }
}
