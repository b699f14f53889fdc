// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session that began with an OpenID Connect token keeps of it: {@code sessionContext.webIdFederationData}. The
 * provider survives into the session's events, the subject only where the attributes name it.
 *
 * @param federatedProvider the provider's ARN or host name
 * @param attributes the attributes, for example {@code cognito-identity.amazonaws.com:sub}
 */
public record WebIdFederation(@Nullable String federatedProvider, Map<String, String> attributes) {
    /** Copies the attributes. */
    public WebIdFederation {
        attributes = Map.copyOf(attributes);
    }

    /**
     * The subject that the provider vouched for.
     *
     * @return the value of the one attribute whose name ends in {@code :sub}; {@code null} where there is none, or more
     *     than one
     */
    public @Nullable String subject() {
        String subject = null;
        for (var attribute : attributes.entrySet()) {
            if (attribute.getKey().endsWith(":sub")) {
                if (subject != null) {
                    return null;
                }
                subject = attribute.getValue();
            }
        }
        return subject;
    }
}
