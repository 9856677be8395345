package dev.groundswell.platform.json;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;

/// Texts that PostgreSQL can store and UTF-8 can write, so without U+0000 and halves of surrogate pairs, and instants in ISO 8601 only.
final class StrictTexts extends SimpleModule {

    private static final long serialVersionUID = 1;

    StrictTexts() {
        super("strict-texts");
        addDeserializer(String.class, new Text());
        addDeserializer(Instant.class, new Moment());
        addKeyDeserializer(String.class, new Key());
    }

    private static String storable(String text, JsonParser parser) throws InvalidTextException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidTextException(parser, "must not hold U+0000");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new InvalidTextException(parser, "must not hold half of a surrogate pair");
            }
        }
        return text;
    }

    private static final class Text extends StdDeserializer<String> {

        private static final long serialVersionUID = 1;

        Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            return storable(text, parser);
        }
    }

    private static final class Moment extends StdDeserializer<Instant> {

        private static final long serialVersionUID = 1;

        Moment() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                // PostgreSQL keeps microseconds: cut here, so that what is compared is what is stored.
                Instant moment = OffsetDateTime.parse(parser.getText()).toInstant().truncatedTo(ChronoUnit.MICROS);
                int year = moment.atOffset(ZoneOffset.UTC).getYear();
                if (year >= 1 && year <= 9999) {
                    return moment;
                }
            } catch (DateTimeException e) {
                throw new InvalidTextException(parser, "must be an ISO 8601 instant such as 2026-01-31T12:00:00Z");
            }
            throw new InvalidTextException(parser, "must lie in the years 1..9999");
        }
    }

    private static final class Key extends KeyDeserializer {

        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            return storable(key, context.getParser());
        }
    }
}
