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

/// Texts without U+0000, which PostgreSQL cannot store, and instants in ISO 8601 only.
final class StrictTexts extends SimpleModule {

    private static final long serialVersionUID = 1;

    private static final String NUL_REFUSED = "must not hold U+0000";

    StrictTexts() {
        super("strict-texts");
        addDeserializer(String.class, new Text());
        addDeserializer(Instant.class, new Moment());
        addKeyDeserializer(String.class, new Key());
    }

    private static final class Text extends StdDeserializer<String> {

        private static final long serialVersionUID = 1;

        Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (text.indexOf('\0') >= 0) {
                throw new InvalidTextException(parser, NUL_REFUSED);
            }
            return text;
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
            if (key.indexOf('\0') >= 0) {
                throw new InvalidTextException(context.getParser(), NUL_REFUSED);
            }
            return key;
        }
    }
}
