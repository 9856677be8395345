package dev.groundswell.gateway.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;

/// The HTTP contract as an OpenAPI 3.1 document in YAML. Written in parts that are each small enough to read, and whole when they stand one behind the
/// other. Immutable.
@Singleton
@Startup
public class Contract {

    private static final List<String> PARTS = List.of("head", "catalog", "pricing", "orders", "gateway", "components", "answers",
            "schemas");
    /// Of the tag, in bytes: telling one release's document from another's takes no more.
    private static final int TAG = 8;

    private final byte[] document = joined();

    /// All of it, in UTF-8.
    public byte[] document() {
        return document.clone();
    }

    /// Differs with every change.
    String tag() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(document);
            return '"' + HexFormat.of().formatHex(digest, 0, TAG) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] joined() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String part : PARTS) {
            String name = "/openapi/" + part + ".yaml";
            try (InputStream in = Contract.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("resource " + name + " is missing");
                }
                in.transferTo(all);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read resource " + name, e);
            }
        }
        return all.toByteArray();
    }
}
