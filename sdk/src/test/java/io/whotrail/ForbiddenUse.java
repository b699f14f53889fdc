// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A call, a method reference or a field access that the SDK does without; matched as {@code owner#member}. */
enum ForbiddenUse implements Predicate<JavaAccess<?>> {
    CLOCK("""
            java\\.time\\..*#now
            |java\\.time\\.Clock#(system|tick).*
            |java\\.time\\.InstantSource#(system|tick)
            |java\\.lang\\.System#(currentTimeMillis|nanoTime)
            |.*\\.Ticker#systemTicker"""),
    THREADS("""
            java\\.lang\\.Thread#(<init>|start|sleep|startVirtualThread|ofVirtual|ofPlatform)
            |java\\.util\\.Timer#.*
            |java\\.util\\.concurrent\\.(Executors|ForkJoin.*|.*ThreadPoolExecutor)#.*
            |java\\.util\\.concurrent\\.Complet.*#(.*Async|delayedExecutor|orTimeout|completeOnTimeout)
            |java\\.util\\..*#(parallel|parallelStream)
            |.*\\.Scheduler#systemScheduler"""),
    STANDARD_STREAMS("""
            java\\.lang\\.System#(out|err|in|console|setOut|setErr|setIn)
            |.*#printStackTrace"""),
    CHANCE("""
            java\\.lang\\.Math#random
            |java\\.util\\.UUID#randomUUID
            |java\\.util\\.concurrent\\.ThreadLocalRandom#.*
            |java\\.security\\.SecureRandom#.*
            |java\\.lang\\.System#identityHashCode
            |java\\.util\\.(Spl.*)?Random#<init>\\(\\)"""),
    REFLECTION("""
            java\\.lang\\.reflect\\..*#.*
            |java\\.lang\\.invoke\\.MethodHandles.*#.*
            |java\\.lang\\.Class#(forName|newInstance|get(Declared)?(Method|Field|Constructor|Class|RecordComponent)(s|es)?)
            |java\\.lang\\.ClassLoader#.*
            |java\\.util\\.ServiceLoader#.*"""),
    NETWORK("""
            java\\.net\\.(.*Socket.*|.*Connection|http\\..*|InetAddress|Inet.Address|URL)#.*
            |java\\.nio\\.channels\\..*Socket.*#.*""");

    private final Pattern uses;

    ForbiddenUse(String uses) {
        this.uses = Pattern.compile(uses.replace("\n", ""));
    }

    @Override
    public boolean test(JavaAccess<?> access) {
        String use = access.getTargetOwner().getName() + "#" + access.getName();
        String arguments = access.getTarget().getFullName().endsWith("()") ? "()" : "";
        return Stream.of(use, use + arguments)
                .anyMatch(text -> uses.matcher(text).matches());
    }
}
