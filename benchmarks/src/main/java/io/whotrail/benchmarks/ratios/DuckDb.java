// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** DuckDB reads the NDJSON files with its own reader, only the columns that it needs, and follows keys up the chain. */
final class DuckDb {
    private DuckDb() {}

    /** The events that were joined. */
    static long join(Path ndjson, int threads) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + threads);
            statement.execute("SET preserve_insertion_order = false");
            try (ResultSet result = statement.executeQuery(query(ndjson))) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private static String query(Path ndjson) {
        return """
            WITH RECURSIVE
            events AS MATERIALIZED (
                SELECT userIdentity.type AS type, userIdentity.arn AS arn, userIdentity.accessKeyId AS key,
                       responseElements.credentials.accessKeyId AS issued
                FROM read_json('%s/*.ndjson', format = 'newline_delimited', columns = {
                    userIdentity: 'STRUCT(type VARCHAR, arn VARCHAR, accessKeyId VARCHAR)',
                    responseElements: 'STRUCT(credentials STRUCT(accessKeyId VARCHAR))'})),
            origins(key, origin) AS (
                SELECT issued, arn FROM events WHERE issued IS NOT NULL AND type <> 'AssumedRole'
                UNION ALL
                SELECT issued, origin FROM events JOIN origins USING (key) WHERE issued IS NOT NULL)
            SELECT count(*), count(DISTINCT coalesce(origin, arn))
            FROM events LEFT JOIN (SELECT key, min(origin) AS origin FROM origins GROUP BY key) USING (key)
            """.formatted(ndjson);
    }
}
