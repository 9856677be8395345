package dev.groundswell.platform.problem;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/// Collects everything wrong with a body of the right types, so that a client sees all of it at once, up to a bound.
/// Confined to one request.
public final class Violations {

    /// Enough to mend a batch by; more would only make the answer long.
    private static final int MOST_REPORTED = 100;

    private final List<FieldError> errors = new ArrayList<>();

    /// Notes `detail` at `pointer` unless `holds`.
    @CanIgnoreReturnValue
    public boolean require(boolean holds, String pointer, String detail) {
        if (!holds && errors.size() < MOST_REPORTED) {
            errors.add(new FieldError(pointer, detail));
        }
        return holds;
    }

    /// Notes a missing value. Answers whether there is one.
    @CanIgnoreReturnValue
    public boolean present(@Nullable Object value, String pointer) {
        return require(value != null, pointer, "is required");
    }

    /// Notes a text that is missing, blank or longer than `longest` characters.
    @CanIgnoreReturnValue
    public boolean text(@Nullable String value, int longest, String pointer) {
        return present(value, pointer)
                && require(value != null && !value.isBlank() && characters(value) <= longest, pointer,
                        "must be 1.." + longest + " characters");
    }

    /// How long a text is, as JSON Schema and PostgreSQL count: a character beyond the basic plane is one.
    public static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    /// Notes a number that is missing or outside `least..most`.
    @CanIgnoreReturnValue
    public boolean range(@Nullable Long value, long least, long most, String pointer) {
        return present(value, pointer) && require(value != null && value >= least && value <= most, pointer,
                "must be " + least + ".." + most + ", was " + value);
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /// Fails with a 422 that lists what was noted, if anything was.
    public void refuseIfAny() {
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.invalid(errors));
        }
    }
}
