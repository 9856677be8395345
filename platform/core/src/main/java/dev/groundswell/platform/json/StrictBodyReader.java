package dev.groundswell.platform.json;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

import dev.groundswell.platform.http.BodyBounds;
import dev.groundswell.platform.http.BoundedStream;
import dev.groundswell.platform.http.Deadline;

/// Puts [StrictJson] in the place of Quarkus' own JSON body reader, and bounds what it reads. What other services answer to us is none of its business: it
/// is no client's body, and may come when no request is being handled.
@Provider
@ConstrainedTo(RuntimeType.SERVER)
@Consumes(MediaType.APPLICATION_JSON)
public class StrictBodyReader implements MessageBodyReader<Object> {

    private final StrictJson json;
    private final CurrentVertxRequest current;

    StrictBodyReader(StrictJson json, CurrentVertxRequest current) {
        this.json = json;
        this.current = current;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return true;
    }

    @Override
    public Object readFrom(Class<Object> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        // The media type given is what the resource consumes when the request names none.
        JsonMedia.require(headers.getFirst("Content-Type"));
        Deadline.current().restart();
        return json.read(new BoundedStream(body, BodyBounds.of(current.getCurrent().normalizedPath())), genericType);
    }
}
