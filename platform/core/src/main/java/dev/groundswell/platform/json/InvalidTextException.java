package dev.groundswell.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/// A text of the right type that nobody may send; Jackson adds the path on its way up.
final class InvalidTextException extends JsonMappingException {

    private static final long serialVersionUID = 1;

    InvalidTextException(JsonParser parser, String detail) {
        super(parser, detail);
    }
}
