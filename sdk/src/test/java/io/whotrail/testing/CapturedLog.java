// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.spi.LoggingEventAware;

/** A logger that keeps what it is told, at every level. For one thread. */
public final class CapturedLog extends AbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1;

    /** A line of the log. */
    public record Line(Level level, String message, Map<String, String> facts) {}

    private final transient List<Line> lines = new ArrayList<>();

    public Logger logger() {
        return this;
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void log(LoggingEvent event) {
        var facts = new TreeMap<String, String>();
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        for (KeyValuePair pair : pairs == null ? List.<KeyValuePair>of() : pairs) {
            facts.put(pair.key, String.valueOf(pair.value));
        }
        String thrown = event.getThrowable() == null ? "" : " " + event.getThrowable();
        lines.add(new Line(event.getLevel(), event.getMessage() + thrown, facts));
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        lines.add(new Line(level, pattern + List.of(arguments) + thrown, Map.of()));
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return CapturedLog.class.getName();
    }

    @Override
    public boolean isTraceEnabled() {
        return true;
    }

    @Override
    public boolean isTraceEnabled(Marker marker) {
        return true;
    }

    @Override
    public boolean isDebugEnabled() {
        return true;
    }

    @Override
    public boolean isDebugEnabled(Marker marker) {
        return true;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isInfoEnabled(Marker marker) {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled(Marker marker) {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled(Marker marker) {
        return true;
    }
}
