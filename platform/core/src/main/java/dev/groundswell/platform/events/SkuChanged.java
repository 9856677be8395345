package dev.groundswell.platform.events;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// What every `product-changed` and `price-changed` says, whatever else it does, and what every cache has to know of it.
///
/// @param version of what there is for the sku now, or of its end
public record SkuChanged(String sku, long version) {

    /// What the event with this value says.
    ///
    /// @throws IOException when it does not say it
    public static SkuChanged read(ObjectMapper mapper, byte[] value) throws IOException {
        return of(mapper.readTree(value));
    }

    /// As [#read], of a value that has been read already.
    public static SkuChanged of(JsonNode changed) throws IOException {
        String sku = changed.path("sku").asText();
        JsonNode version = changed.path("version");
        if (sku.isEmpty() || !version.isIntegralNumber() || !version.canConvertToLong()) {
            throw new IOException("it names no sku and version");
        }
        return new SkuChanged(sku, version.asLong());
    }
}
