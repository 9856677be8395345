package dev.groundswell.platform.json;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

import dev.groundswell.platform.problem.FieldError;
import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// Reads JSON from clients: what is not exactly of the asked type is refused with 400, right types with values nobody may send with 422.
///
/// Thread-safe. Events from our own services are read with Quarkus' tolerant mapper instead.
@Singleton
public class StrictJson {

    /// Deep enough for every body we know; keeps a nesting bomb from the stack.
    private static final int DEEPEST = 32;

    private final JsonMapper mapper = strictMapper();

    /// Reads the whole stream as `type`.
    ///
    /// @throws Refusal 400 for malformed JSON, wrong types and an empty body; 422 for unknown members and values no text may hold;
    ///         whatever the stream itself refuses
    public Object read(InputStream body, Type type) throws IOException {
        try {
            Object value = mapper.readerFor(mapper.constructType(type)).readValue(body);
            if (value == null) {
                throw Refusal.badRequest("The body must be a JSON object, was null.");
            }
            return value;
        } catch (InvalidTextException e) {
            throw Refusal.invalid(pointer(e), e.getOriginalMessage());
        } catch (UnrecognizedPropertyException e) {
            throw Refusal.invalid(pointer(e), "is not a member we know");
        } catch (MismatchedInputException e) {
            throw e.getPath().isEmpty() && e.getOriginalMessage().startsWith("No content")
                    ? Refusal.badRequest("The body is empty; a JSON object is needed.")
                    : wrongType(e, expectation(e.getTargetType()));
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw wrongType(e, e.getCause() instanceof InputCoercionException overflow
                    ? expectation(overflow.getTargetType())
                    : "cannot be read as JSON of the right type");
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("The body is not JSON" + place(e.getLocation()) + ".");
        }
    }

    /// A body that breaks the bound on depth or length may fail without a place.
    private static String place(@Nullable JsonLocation location) {
        return location == null ? " that we read" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static Refusal wrongType(JsonMappingException failure, String detail) {
        String pointer = pointer(failure);
        return new Refusal(Problem.badRequest(pointer.isEmpty() ? "The body " + detail + "." : pointer + " " + detail,
                List.of(new FieldError(pointer, detail))));
    }

    private static String pointer(JsonMappingException failure) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            String name = step.getFieldName();
            pointer.append('/').append(name == null ? String.valueOf(step.getIndex()) : name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static String expectation(@Nullable Class<?> target) {
        if (target == null) {
            return "is of the wrong type";
        }
        if (target == Long.class || target == Integer.class || target == long.class || target == int.class) {
            return "must be a whole number of 64 bits";
        }
        if (target == String.class || target == Instant.class) {
            return "must be a string";
        }
        if (target == Boolean.class || target == boolean.class) {
            return "must be true or false";
        }
        return Collection.class.isAssignableFrom(target) ? "must be an array" : "must be an object";
    }

    private static JsonMapper strictMapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .addModule(new StrictTexts());
        for (LogicalType type : new LogicalType[]{LogicalType.Textual, LogicalType.Integer, LogicalType.Boolean, LogicalType.Collection,
                LogicalType.Map, LogicalType.POJO}) {
            builder.withCoercionConfig(type, config -> refuseCoercion(type, config));
        }
        JsonMapper mapper = builder.build();
        mapper.getFactory().setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
        return mapper;
    }

    private static void refuseCoercion(LogicalType type, MutableCoercionConfig config) {
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            boolean own = type == LogicalType.Integer && shape == CoercionInputShape.Integer
                    || type == LogicalType.Boolean && shape == CoercionInputShape.Boolean
                    || type == LogicalType.Textual && (shape == CoercionInputShape.String || shape == CoercionInputShape.EmptyString)
                    || type == LogicalType.Collection && shape == CoercionInputShape.EmptyArray
                    || shape == CoercionInputShape.Array || shape == CoercionInputShape.Object;
            if (!own) {
                config.setCoercion(shape, CoercionAction.Fail);
            }
        }
    }
}
