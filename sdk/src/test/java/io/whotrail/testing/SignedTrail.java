// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import io.whotrail.integrity.LogMirror;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What CloudTrail would have delivered into a bucket, signed with keys of our own. Objects can be changed afterwards. */
public final class SignedTrail {
    public static final String BUCKET = "audit-bucket";
    public static final Instant BEGINNING = Instant.parse("2026-03-02T00:00:00Z");
    public static final SigningKey FIRST = new SigningKey(1);
    public static final SigningKey SECOND = new SigningKey(2);

    private static final String ACCOUNT = "111122223333";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

    /** A key pair that its number makes. */
    public static final class SigningKey {
        private final KeyPair pair;

        public SigningKey(long number) {
            try {
                SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
                random.setSeed(number);
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048, random);
                pair = generator.generateKeyPair();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        public byte[] pkcs1() {
            RSAPublicKey key = (RSAPublicKey) pair.getPublic();
            byte[] numbers = concat(integer(key.getModulus()), integer(key.getPublicExponent()));
            return concat(head(0x30, numbers.length), numbers);
        }

        public String fingerprint() {
            return hex("MD5", pkcs1());
        }

        public String sign(String text) {
            try {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(pair.getPrivate());
                signature.update(text.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(signature.sign());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private static byte[] integer(BigInteger value) {
            byte[] bytes = value.toByteArray();
            return concat(head(0x02, bytes.length), bytes);
        }

        private static byte[] head(int tag, int length) {
            return length < 0x80
                    ? new byte[] {(byte) tag, (byte) length}
                    : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        }
    }

    /** Parts of a digest that a test may want otherwise. */
    public static final class Draft {
        public final Map<String, String> members = new TreeMap<>();
        public SigningKey key = FIRST;
        public String name = "management";
        public String suffix = "";
        public boolean sidecar = true;
        /** When a digest of files that came late was made. */
        public String generated = "";

        /** A digest of files that came late, the first of its chain. */
        public static Draft backfill(SigningKey key, Instant generated) {
            var backfill = new Draft();
            backfill.key = key;
            backfill.generated = generated.toString();
            backfill.suffix = "_backfill";
            for (String part : List.of("S3Bucket", "S3Object", "HashValue", "HashAlgorithm", "Signature")) {
                backfill.members.put("previousDigest" + part, "null");
            }
            return backfill;
        }
    }

    private final Map<String, byte[]> objects = new TreeMap<>();
    private final List<String> digests = new ArrayList<>();
    private final List<String> logFiles = new ArrayList<>();
    private final String folder;
    private String previousKey = "";
    private String previousBucket = BUCKET;
    private String previousHash = "";
    private String previousSignature = "";
    private int hours;
    private int gaps;

    /** A trail of one account. */
    public SignedTrail() {
        this("AWSLogs/" + ACCOUNT + '/');
    }

    /** A trail that delivers below a folder that ends with an account's: below a prefix, or of an organisation. */
    public SignedTrail(String folder) {
        this.folder = folder;
    }

    /** A chain of digests with some log files each. */
    public static SignedTrail of(int hours, int logFilesAnHour) {
        var trail = new SignedTrail();
        for (int hour = 0; hour < hours; hour++) {
            trail.hour(logFilesAnHour, new Draft());
        }
        return trail;
    }

    /** The next hour: log files, and the digest that names them. */
    public SignedTrail hour(int logFileCount, Draft draft) {
        Instant start = BEGINNING.plus(Duration.ofHours(hours));
        var named = new ArrayList<String>();
        for (int i = 0; i < logFileCount; i++) {
            named.add(named(deliver(start.plusSeconds(300L * (i + 1)), hours * 100 + i)));
        }
        digest(start, start.plus(Duration.ofHours(1)), named, draft);
        hours++;
        return this;
    }

    /** Time passes in which CloudTrail's digests are switched off: the next begins a new chain. */
    public SignedTrail pause(int pausedHours) {
        gaps++;
        hours += pausedHours;
        previousKey = "";
        return this;
    }

    /** Time passes in which the trail delivers to another bucket: the next digest names the last one that lies there. */
    public SignedTrail elsewhere(int hoursElsewhere) {
        var other = new SignedTrail(folder);
        other.hours = hours;
        for (int hour = 0; hour < hoursElsewhere; hour++) {
            other.hour(0, new Draft());
        }
        gaps++;
        hours += hoursElsewhere;
        previousKey = other.previousKey;
        previousHash = other.previousHash;
        previousSignature = other.previousSignature;
        previousBucket = "another-bucket";
        return this;
    }

    /** Delivers a log file that no digest names; returns its key. */
    public String deliver(Instant time, int number) {
        String key = folder + "CloudTrail/eu-central-1/" + DAY.format(time) + "/111122223333_CloudTrail_eu-central-1_"
                + MINUTES.format(time) + "_file" + number + ".json.gz";
        String event =
                "{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"IAMUser\",\"principalId\":\"AIDAEXAMPLE\","
                        + "\"arn\":\"arn:aws:iam::111122223333:user/alice\",\"accountId\":\"111122223333\",\"userName\":\"alice\"},"
                        + "\"eventTime\":\"" + time.minusSeconds(60) + "\",\"eventSource\":\"s3.amazonaws.com\","
                        + "\"eventName\":\"ListBuckets\",\"eventID\":\"event-" + number + "\"}";
        objects.put(key, gzip("{\"Records\":[" + event + "]}"));
        logFiles.add(key);
        return key;
    }

    /** What a digest says of a log file. */
    public String named(String key) {
        Instant time = Instant.from(MINUTES.parse(key.replaceAll(".*_(\\d{8}T\\d{4}Z)_.*", "$1")));
        return "{\"s3Bucket\":\"" + BUCKET + "\",\"s3Object\":\"" + key + "\",\"hashValue\":\""
                + hex("SHA-256", content(key)) + "\",\"hashAlgorithm\":\"SHA-256\",\"newestEventTime\":\""
                + time.minusSeconds(60) + "\",\"oldestEventTime\":\"" + time.minusSeconds(60) + "\"}";
    }

    /** Delivers a digest; returns its key. */
    public String digest(Instant start, Instant end, List<String> named, Draft draft) {
        String key = folder + "CloudTrail-Digest/eu-central-1/" + DAY.format(end)
                + "/111122223333_CloudTrail-Digest_eu-central-1_" + draft.name + "_eu-central-1_" + SECONDS.format(end)
                + draft.suffix + ".json.gz";
        Map<String, String> members = new TreeMap<>();
        members.put("awsAccountId", text("111122223333"));
        members.put("digestStartTime", text(start.toString()));
        members.put("digestEndTime", text(end.toString()));
        members.put("digestS3Bucket", text(BUCKET));
        members.put("digestS3Object", text(key));
        members.put("digestPublicKeyFingerprint", text(draft.key.fingerprint()));
        members.put("digestSignatureAlgorithm", text("SHA256withRSA"));
        members.put("newestEventTime", "null");
        members.put("oldestEventTime", "null");
        boolean first = previousKey.isEmpty();
        members.put("previousDigestS3Bucket", first ? "null" : text(previousBucket));
        members.put("previousDigestS3Object", first ? "null" : text(previousKey));
        members.put("previousDigestHashValue", first ? "null" : text(previousHash));
        members.put("previousDigestHashAlgorithm", first ? "null" : text("SHA-256"));
        members.put("previousDigestSignature", first ? "null" : text(previousSignature));
        members.put("logFiles", '[' + String.join(",", named) + ']');
        members.putAll(draft.members);
        var json = new ArrayList<String>();
        members.forEach((name, value) -> json.add(text(name) + ':' + value));
        objects.put(key, gzip('{' + String.join(",", json) + '}'));
        digests.add(key);
        sign(key, draft, members);
        return key;
    }

    private void sign(String key, Draft draft, Map<String, String> members) {
        String previous = members.getOrDefault("previousDigestSignature", "null");
        String signature = draft.key.sign(unquoted(members.get("digestEndTime"))
                + '\n'
                + unquoted(members.get("digestS3Bucket"))
                + '/'
                + unquoted(members.get("digestS3Object"))
                + '\n'
                + hex("SHA-256", content(key))
                + '\n'
                + unquoted(previous));
        if (draft.sidecar) {
            putSignature(key, signature, draft.generated);
        }
        if (draft.suffix.isEmpty()) {
            previousKey = key;
            previousBucket = BUCKET;
            previousHash = hex("SHA-256", content(key));
            previousSignature = signature;
        }
    }

    /** Puts a signature beside a digest. */
    public void putSignature(String key, String hex) {
        putSignature(key, hex, "");
    }

    private void putSignature(String key, String hex, String generated) {
        String made = generated.isEmpty() ? "" : ",\"backfill-generation-timestamp\":" + text(generated);
        String metadata =
                "{\"Metadata\":{\"signature\":\"" + hex + "\",\"signature-algorithm\":\"SHA256withRSA\"" + made + "}}";
        objects.put(key + LogMirror.METADATA, metadata.getBytes(StandardCharsets.UTF_8));
    }

    /** The objects of the bucket, with what belongs to digests beside them; may be changed. */
    public Map<String, byte[]> objects() {
        return objects;
    }

    public List<String> digests() {
        return digests;
    }

    /** How many times there are between, of which no digest lies here. */
    public int gaps() {
        return gaps;
    }

    public List<String> logFiles() {
        return logFiles;
    }

    /** The content of an object. */
    public byte[] content(String key) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(objects.get(key)))) {
            return gzip.readAllBytes();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /** Writes everything below a folder. */
    public Path writeTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> object : objects.entrySet()) {
            Path file = folder.resolve(object.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, object.getValue());
        }
        return folder;
    }

    /** What {@code list-public-keys} would print of both keys. */
    public static byte[] publicKeys() {
        Instant from = Instant.parse("2026-03-01T00:00:00Z");
        Instant until = Instant.parse("2026-03-31T00:00:00Z");
        return publicKeys(publicKey(FIRST, from, until), publicKey(SECOND, from, until));
    }

    /** What {@code list-public-keys} would print of some keys. */
    public static byte[] publicKeys(String... keys) {
        return ("{\"PublicKeyList\":[" + String.join(",", keys) + "]}").getBytes(StandardCharsets.UTF_8);
    }

    /** What {@code list-public-keys} would print of one key. */
    public static String publicKey(SigningKey key, Instant from, Instant until) {
        return "{\"Value\":\"" + Base64.getEncoder().encodeToString(key.pkcs1())
                + "\",\"ValidityStartTime\":\"" + from + "\",\"ValidityEndTime\":\"" + until + "\","
                + "\"Fingerprint\":\"" + key.fingerprint() + "\"}";
    }

    public static byte[] gzip(String text) {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    public static byte[] concat(byte[] one, byte[] other) {
        var both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    public static String text(String value) {
        return '"' + value + '"';
    }

    private static String unquoted(String json) {
        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }

    public static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
