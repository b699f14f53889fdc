// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import java.util.Map;
import java.util.function.Supplier;

/** An actor that its records name: the root user, a service, a user's temporary credential. */
public final class Principal extends Actor {
    private final Identity origin;
    private final Supplier<Map<String, Object>> userIdentity;
    private final String address;
    private final boolean console;

    Principal(Account account, Identity origin, Supplier<Map<String, Object>> userIdentity, String address) {
        this(account, origin, userIdentity, address, false);
    }

    private Principal(
            Account account,
            Identity origin,
            Supplier<Map<String, Object>> userIdentity,
            String address,
            boolean console) {
        super(account);
        this.origin = origin;
        this.userIdentity = userIdentity;
        this.address = address;
        this.console = console;
    }

    /** The same in a browser. */
    Principal inConsole() {
        return new Principal(account(), origin, userIdentity, address, true);
    }

    @Override
    public Identity origin() {
        return origin;
    }

    @Override
    Map<String, Object> userIdentity() {
        return userIdentity.get();
    }

    @Override
    String address() {
        return address;
    }

    @Override
    String userAgent() {
        return isService() ? address : console ? BROWSER : CLI;
    }

    @Override
    boolean isService() {
        return origin.type() == IdentityType.AWS_SERVICE;
    }

    @Override
    boolean isConsole() {
        return console;
    }
}
