package dev.groundswell.platform.json;

import org.jspecify.annotations.Nullable;

import dev.groundswell.platform.problem.Problem;
import dev.groundswell.platform.problem.Refusal;

/// What a request says its body is.
public final class JsonMedia {

    private static final String JSON = "application/json";

    private JsonMedia() {}

    /// Lets a body pass that says it is JSON in UTF-8 (RFC 8259, section 8.1). One that says nothing is refused like one that says something else:
    /// browsers send such bodies to other origins without asking.
    ///
    /// @param contentType the request's `Content-Type`
    /// @throws Refusal 415
    public static void require(@Nullable String contentType) {
        if (contentType == null || !isJson(contentType)) {
            throw new Refusal(Problem.ofStatus(415));
        }
    }

    private static boolean isJson(String contentType) {
        String[] parts = contentType.split(";", -1);
        if (!parts[0].strip().equalsIgnoreCase(JSON)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            if (parameter[0].strip().equalsIgnoreCase("charset")
                    && (parameter.length < 2 || !parameter[1].replace('"', ' ').strip().equalsIgnoreCase("UTF-8"))) {
                return false;
            }
        }
        return true;
    }
}
